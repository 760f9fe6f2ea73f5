// CHECK: stop the program, with the values, where our own code is wrong.
//
// Idea:    Bad data, files and flags are the user's and become an absl::Status. A broken
//          precondition is ours: CHECK prints file, line, the condition, both values and
//          what is streamed into it, and aborts. (The distribution's abseil has no
//          absl/log, hence this file.)
// Use:     CHECK(p != nullptr) << "call Load first";   CHECK_EQ(x.size(0), rows);
//          DCHECK(…) is the same in debug builds and nothing in optimised ones.
#pragma once

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

namespace graft::internal {

// Collects the message and aborts when the statement ends.
class CheckFailure {
 public:
  CheckFailure(const char* file, int line, const std::string& what) {
    text_ << file << ":" << line << ": CHECK failed: " << what << " ";
  }
  [[noreturn]] ~CheckFailure() {
    std::cerr << text_.str() << std::endl;
    std::abort();
  }
  std::ostream& stream() { return text_; }

 private:
  std::ostringstream text_;
};

// Gives both arms of the conditional expression in CHECK the type void.
struct Voidify {
  void operator&&(std::ostream&) const {}
};

template <class A, class B>
std::string Compared(const char* what, const A& a, const B& b) {
  std::ostringstream text;
  text << what << " (" << a << " vs. " << b << ")";
  return text.str();
}

}  // namespace graft::internal

#define CHECK(condition)                \
  (condition)                           \
      ? (void)0                         \
      : ::graft::internal::Voidify() && \
            ::graft::internal::CheckFailure(__FILE__, __LINE__, #condition).stream()

#define GRAFT_CHECK_OP(a, op, b)                                             \
  ((a)op(b)) ? (void)0                                                       \
             : ::graft::internal::Voidify() &&                               \
                   ::graft::internal::CheckFailure(                          \
                       __FILE__, __LINE__,                                   \
                       ::graft::internal::Compared(#a " " #op " " #b, a, b)) \
                       .stream()

#define CHECK_EQ(a, b) GRAFT_CHECK_OP(a, ==, b)
#define CHECK_NE(a, b) GRAFT_CHECK_OP(a, !=, b)
#define CHECK_LT(a, b) GRAFT_CHECK_OP(a, <, b)
#define CHECK_LE(a, b) GRAFT_CHECK_OP(a, <=, b)
#define CHECK_GT(a, b) GRAFT_CHECK_OP(a, >, b)
#define CHECK_GE(a, b) GRAFT_CHECK_OP(a, >=, b)

#ifdef NDEBUG
#define DCHECK(condition) \
  while (false) CHECK(condition)
#else
#define DCHECK(condition) CHECK(condition)
#endif
