// SPDX-License-Identifier: Apache-2.0
// Fuzzes the reader of recordings: what is read is written, compared and redacted without surprise.
#include <cstdlib>

#include "simulator/record/compare.hpp"
#include "simulator/record/revise.hpp"

namespace {

using namespace akmasim;

// An event that was read is written and read again as it was.
void check_events(const record::Recording& recording) {
    for (const auto& event : recording.events) {
        const auto line = record::line_of(event);
        const auto again = record::read_line(line);
        if (!again || record::line_of(*again) != line) std::abort();
    }
}

void check_comparison(const record::Recording& recording) {
    auto shorter = recording;
    if (!shorter.events.empty()) shorter.events.pop_back();
    for (const auto level : {record::Level::flow, record::Level::shape, record::Level::fields, record::Level::octets}) {
        if (!record::compare(recording, recording, level).same()) std::abort();
        const auto comparison = record::compare(recording, shorter, level);
        if (comparison.same() && level == record::Level::octets && !recording.events.empty()) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(text_of(View(data, size)));
    const auto recording = record::read_text(text);
    if (!recording) return 0;
    check_events(*recording);
    check_comparison(*recording);
    if (const auto redacted = record::redacted(*recording, {}); redacted && !record::read_text(*redacted)) std::abort();
    if (const auto accepted = record::with_history(text, {{"why", "was"}}); accepted) {
        const auto again = record::read_text(*accepted);
        if (!again || !again->trailer.intact || again->header.history.size() != 1) std::abort();
    }
    return 0;
}
