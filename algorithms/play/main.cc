// The program //algorithms:play.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "algorithms/play/play.h"

namespace {

// A precondition has told what is wrong: these are the user's arguments, not our mistake.
void EndWithoutCore(int) {
  std::fputs(
      "The arguments break this contract; the header's card says what it asks.\n",
      stderr);
  std::_Exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGABRT, EndWithoutCore);
  return graft::play::Play({argv + 1, argv + argc}, std::cout, std::cerr);
}
