#include "algorithms/play/play.h"

#include <algorithm>
#include <string_view>

#include "algorithms/play/problems.h"
#include "algorithms/trees/leetcode_format.h"
#include "algorithms/trees/pretty_print.h"

namespace graft::play {
namespace {

constexpr size_t kPictureWidth = 80;
// Nodes and nulls of a listing that is still drawn.
constexpr size_t kPictureNodes = 200;

constexpr std::string_view kUsage =
    "usage: ./bazelw run //algorithms:play -- <problem> <argument>…\n"
    "       ./bazelw run //algorithms:play -- --list [words]\n"
    "A problem is named by its slug or LeetCode's number, arguments are written as "
    "LeetCode\n"
    "writes them, in quotes, a node that is an argument by its value:\n"
    "       level_order '[3,9,20,null,null,15,7]'\n"
    "       unified_traversal '[2,1,3]' post\n"
    "       lowest_common_ancestor '[3,5,1,6,2]' 6 1\n";

std::string Signature(const Problem& problem) {
  std::string text = problem.slug();
  for (const std::string& parameter : problem.parameters)
    text += " <" + parameter + ">";
  return text + " -> " + problem.result;
}

std::string HeaderOf(const Problem& problem) {
  return "algorithms/" + problem.path + ".h";
}

std::string Lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  return text;
}

void List(const std::vector<std::string>& words, std::ostream& out) {
  std::string folder;
  for (const Problem& problem : AllProblems()) {
    const auto has = [&](const std::string& word) {
      return Lower(problem.path + " " + problem.source).find(Lower(word)) !=
             std::string::npos;
    };
    if (!std::ranges::all_of(words, has)) continue;
    const std::string its = problem.path.substr(0, problem.path.rfind('/'));
    if (its != folder)
      out << (folder.empty() ? "" : "\n") << "algorithms/" << its << "\n";
    folder = its;
    out << "  " << Signature(problem) << "\n      " << problem.source << "\n";
  }
  if (folder.empty()) out << "no problem has these words\n";
}

size_t Width(const std::string& picture) {
  size_t width = 0, begin = 0;
  while (begin < picture.size()) {
    const size_t end = picture.find('\n', begin);
    width = std::max(width, end - begin);
    begin = end + 1;
  }
  return width;
}

void Draw(const Literal& listing, std::ostream& out) {
  if (listing.list.size() > kPictureNodes) {
    out << "(a tree too large to be drawn)\n\n";
    return;
  }
  const auto tree = trees::TreeOf(listing);
  if (!tree.ok()) return;
  const std::string standing = trees::StandingPicture(tree->root);
  out << (Width(standing) <= kPictureWidth ? standing
                                           : trees::SidewaysPicture(tree->root))
      << "\n";
}

int Refuse(const std::string& reason, std::ostream& err) {
  err << reason << "\n";
  return 2;
}

int Solve(const Problem& problem, const std::vector<std::string>& args,
          std::ostream& out, std::ostream& err) {
  const std::string usage = "usage: " + Signature(problem);
  std::vector<Literal> given;
  for (size_t i = 0; i < args.size(); ++i) {
    auto literal = text::ParseLiteral(args[i]);
    const bool word = i < problem.parameters.size() &&
                      problem.parameters[i] == Notation<std::string>::Name();
    if (!literal.ok() && word) literal = Notation<std::string>::Show(args[i]);
    if (!literal.ok())
      return Refuse("argument " + std::to_string(i + 1) + ", position " +
                        std::to_string(literal.error().position) + ": " +
                        literal.error().reason + "\n" + usage,
                    err);
    given.push_back(std::move(*literal));
  }
  const Parsed<Literal> answer = problem.run(given);
  if (!answer.ok()) return Refuse(answer.error().reason + "\n" + usage, err);

  std::string call;
  for (size_t i = 0; i < given.size(); ++i) {
    if (problem.parameters[i] == "tree") Draw(given[i], out);
    call += (i > 0 ? ", " : "") + FormatLiteral(given[i]);
  }
  if (problem.result == "tree") {
    out << "becomes\n\n";
    Draw(*answer, out);
  }
  out << problem.slug() << "(" << call << ") = " << FormatLiteral(*answer) << "\n"
      << problem.source << "\n"
      << HeaderOf(problem) << "\n";
  return 0;
}

}  // namespace

int Play(const std::vector<std::string>& args, std::ostream& out, std::ostream& err) {
  if (args.empty() || args[0] == "--help" || args[0] == "-h") {
    (args.empty() ? err : out) << kUsage;
    return args.empty() ? 2 : 0;
  }
  const std::vector<std::string> rest(args.begin() + 1, args.end());
  if (args[0] == "--list") {
    List(rest, out);
    return 0;
  }
  const Problem* problem = FindProblem(args[0]);
  if (problem == nullptr)
    return Refuse("there is no problem '" + args[0] + "'; --list names all", err);
  return Solve(*problem, rest, out, err);
}

}  // namespace graft::play
