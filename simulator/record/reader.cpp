// SPDX-License-Identifier: Apache-2.0
// A recording line by line: the first is the header, the last the trailer.
#include "simulator/record/reader.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "simulator/crypto/hash.hpp"

namespace akmasim::record {
namespace {

constexpr std::string_view format_name = "akma-recording/";
constexpr int format_version = 1;

std::string text_at(const json::Value& value, std::string_view dotted) {
    const auto found = value.at(dotted);
    return std::string(found ? found->string().value_or("") : "");
}

std::uint64_t number_at(const json::Value& value, std::string_view key) {
    const auto found = value.member(key);
    const auto digits = found ? found->text() : std::string();
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

Result<void> check_format(const json::Value& value) {
    const auto format = text_at(value, "format");
    if (!format.starts_with(format_name)) {
        return fail(Cause::invalid, "line 1: no recording: expected akma-recording/1");
    }
    int version = 0;
    const auto* end = format.data() + format.size();
    const auto read = std::from_chars(format.data() + format_name.size(), end, version);
    if (read.ec != std::errc() || read.ptr != end || version < 1) {
        return fail(Cause::invalid, "line 1: a recording format without a number");
    }
    if (version <= format_version) return {};
    return fail(Cause::invalid,
                fmt::format("line 1: recording format {} is newer than {}, the newest that this akmasim "
                            "reads; use the akmasim that wrote it, or record the scenario anew",
                            version, format_version));
}

std::vector<Acceptance> read_history(const json::Value& header) {
    std::vector<Acceptance> history;
    const auto list = header.member("history");
    if (!list || list->kind() != json::Kind::array) return history;
    for (const auto& one : list->elements()) {
        if (one.kind() == json::Kind::object) history.push_back({text_at(one, "reason"), text_at(one, "was")});
    }
    return history;
}

Result<Header> read_header(const json::Value& value) {
    TRY(check_format(value));
    Header header;
    header.id = text_at(value, "id");
    header.name = text_at(value, "scenario.name");
    header.scenario_sha256 = text_at(value, "scenario.sha256");
    header.seed = number_at(value, "seed");
    header.clock_start = text_at(value, "clock.start");
    header.openssl_version = text_at(value, "libs.openssl");
    if (const auto timing = value.member("timing")) header.timing = timing->text();
    header.revealed = text_at(value, "redaction") == "none";
    if (const auto resolved = value.member("resolved")) header.resolved = resolved->text();
    header.history = read_history(value);
    const auto subscribers = value.member("subscribers");
    if (!subscribers || subscribers->kind() != json::Kind::object) return header;
    for (const auto& [name, facts] : subscribers->members()) {
        header.subscribers.push_back({std::string(name), text_at(facts, "supi"), text_at(facts, "key"),
                                      text_at(facts, "op"), text_at(facts, "opType")});
    }
    return header;
}

Trailer read_trailer(const json::Value& value) {
    const auto complete = value.member("complete");
    return {complete && complete->boolean().value_or(false), number_at(value, "events"), text_at(value, "verdict"),
            text_at(value, "sha256"), false};
}

// Takes one line after the other; knows what may still come.
class Reader {
public:
    Result<void> take(std::string_view line, std::string_view before) {
        ++number_;
        if (ended_) return wrong("text after the trailer");
        const auto value = document_.parse(line);
        if (!value) return wrong(value.error().detail);
        if (value->kind() != json::Kind::object) return wrong("expected an object");
        if (number_ == 1) return take_header(*value);
        if (text_at(*value, "kind") == "end") return take_trailer(*value, before);
        auto event = event_of(*value);
        if (!event) return wrong(event.error().detail);
        recording_.events.push_back(std::move(*event));
        return {};
    }
    Result<Recording> finish() {
        if (number_ == 0) return fail(Cause::invalid, "an empty file is no recording");
        if (!ended_) return fail(Cause::invalid, "the recording is torn: it has no trailer");
        return std::move(recording_);
    }

private:
    tl::unexpected<Error> wrong(std::string_view what) const {
        return fail(Cause::invalid, fmt::format("line {}: {}", number_, what));
    }
    Result<void> take_header(const json::Value& value) {
        recording_.header = TRY(read_header(value));
        return {};
    }
    Result<void> take_trailer(const json::Value& value, std::string_view before) {
        ended_ = true;
        auto& trailer = recording_.trailer = read_trailer(value);
        trailer.intact =
            trailer.sha256 == hex(crypto::sha256(view_of(before))) && trailer.events == recording_.events.size();
        return {};
    }

    json::Document document_;
    Recording recording_;
    std::size_t number_ = 0;
    bool ended_ = false;
};

}  // namespace

Result<Recording> read_text(std::string_view text) {
    Reader reader;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        TRY(reader.take(text.substr(at, end - at), text.substr(0, at)));
        at = end + 1;
    }
    return reader.finish();
}

Result<Recording> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) return fail(Cause::invalid, path + ": empty, or it cannot be read");
    auto recording = read_text(text.view());
    if (!recording) return fail(recording.error().cause, path + ": " + recording.error().detail);
    return recording;
}

}  // namespace akmasim::record
