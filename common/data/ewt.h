// Ewt: words of the web with universal part-of-speech tags, in five genres.
//
// Data:      Silveira et al., "A Gold Standard Dependency Corpus for English", LREC 2014; UD
//            English EWT of May 2025: 16,622 sentences, 254,818 words of 1,174 documents, in
//            the parts train, dev and test. CC BY-SA 4.0.
// Genres:    answers, email, newsgroup, reviews, weblog: the domains. A sentence's is what
//            its id begins with, up to the first "-".
// Repeated:  greetings and signatures: 80 texts stand in more than one part.
// Errors:    those of mirror.h and conllu.h; InvalidArgument for a sentence of another genre.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

// From the folder that GRAFT_DATA_MIRROR names.
absl::StatusOr<TagSplit> LoadEwt();

// Makes the genres the domains of sentences whose ids name them.
absl::Status DivideByGenre(TagDataset* data);

// The document a sentence is from: a key for splits that keep documents whole.
std::string EwtDocument(const TaggedSentence& sentence);

}  // namespace graft
