// PairReference: what * of a map's iterator gives where keys and values lie apart.
//
// Source:    ours; C++23 gives std::pair and std::tuple the same for std::views::zip
// Idea:      a pair of references is not a pair<Key, Value>&, but it can stand for one: it
//            copies into a pair<Key, Value>, and both have a common reference, a pair of
//            references to const. The iterator concepts and std::ranges ask for no more.
// Contract:  good as long as the key and the value that it refers to
// Invariant: none
// Time:      O(1)
// Space:     two pointers
// Overflow:  none
// Pitfall:   it is a class of its own since only such may be given a common reference; `auto x
//            = *it` copies no value. Write std::pair<Key, Value> x = *it for that.
// Tested:    copies, comparisons, bindings, std::get, common references of both kinds
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace graft::trees {

// Mapped may be const.
template <class Key, class Mapped>
struct PairReference : std::pair<const Key&, Mapped&> {
  using std::pair<const Key&, Mapped&>::pair;
};

}  // namespace graft::trees

template <class Key, class Mapped>
struct std::tuple_size<graft::trees::PairReference<Key, Mapped>>
    : std::tuple_size<std::pair<const Key&, Mapped&>> {};

template <size_t I, class Key, class Mapped>
struct std::tuple_element<I, graft::trees::PairReference<Key, Mapped>>
    : std::tuple_element<I, std::pair<const Key&, Mapped&>> {};

template <class Key, class Mapped, template <class> class LeftQualifiers,
          template <class> class RightQualifiers>
struct std::basic_common_reference<graft::trees::PairReference<Key, Mapped>,
                                   std::pair<Key, std::remove_const_t<Mapped>>,
                                   LeftQualifiers, RightQualifiers> {
  using type = graft::trees::PairReference<Key, const Mapped>;
};

template <class Key, class Mapped, template <class> class LeftQualifiers,
          template <class> class RightQualifiers>
struct std::basic_common_reference<std::pair<Key, std::remove_const_t<Mapped>>,
                                   graft::trees::PairReference<Key, Mapped>,
                                   LeftQualifiers, RightQualifiers> {
  using type = graft::trees::PairReference<Key, const Mapped>;
};
