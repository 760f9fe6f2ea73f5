// Pheme: is a post about breaking news a rumour? In five events.
//
// Data:      Zubiaga, Liakata, Procter, "Exploiting Context for Rumour Detection in Social
//            Media", SocInfo 2017 (PHEME), as released with PADA (Ben-David et al., TACL
//            2022): 5,802 posts, 1,972 of them rumours. Events are the domains: two
//            shootings, a protest, a plane crash, a siege.
// Parts:     the release cuts an event into train and dev; its test is both of them again and
//            is not read. id is "<event>/<part>:<record from 0>".
// Duplicates: PhemeByEvent drops copies by TweetKey (tweets.h), across all events: 131 posts, 9
//            of them labelled unlike their first copy.
// Errors:    Mirror's; "file:line: …" for a record that is not JSON, lacks a key or has
//            another label.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "common/data/example.h"

namespace graft {

// All posts, from the folder that GRAFT_DATA_MIRROR names.
absl::StatusOr<TextDataset> LoadPheme();

// LoadPheme without copies, for leaving one event out.
absl::StatusOr<TextDataset> PhemeByEvent();

// Appends the records of one file: {"text":…,"label":0 or 1} a line. `name` begins ids and
// messages.
absl::Status AppendPheme(std::string_view jsonl, const std::string& name, int domain,
                         TextDataset* data);

// No examples; the labels and events in their order.
TextDataset EmptyPheme();

}  // namespace graft
