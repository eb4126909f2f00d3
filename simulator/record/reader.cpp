// SPDX-License-Identifier: Apache-2.0
#include "simulator/record/reader.hpp"

#include <fstream>

#include <fmt/format.h>

#include "simulator/crypto/hash.hpp"

namespace akmasim::record {
namespace {

std::string text_at(const json::Value& value, std::string_view path) {
    const auto member = value.at(path);
    return member ? std::string(member->string().value_or("")) : std::string{};
}

Result<void> read_header(const json::Value& header, Recording& recording) {
    const auto format = text_at(header, "format");
    if (format != "akma-recording/1") {
        return fail(Cause::invalid, fmt::format("format '{}'; this akmasim reads akma-recording/1", format));
    }
    recording.id = text_at(header, "id");
    recording.name = text_at(header, "scenario.name");
    recording.revealed = text_at(header, "redaction") == "none";
    if (const auto seed = header.member("seed")) recording.seed = static_cast<std::uint64_t>(seed->integer().value_or(0));
    if (const auto resolved = header.member("resolved")) recording.resolved = resolved->text();
    return {};
}

}  // namespace

Result<Recording> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(Cause::invalid, path + ": cannot be read");
    Recording recording;
    json::Document document;
    std::string line;
    std::string before;
    bool ended = false;
    for (int number = 1; std::getline(file, line); ++number) {
        const auto where = [&](const Error& error) { return fail(Cause::invalid, fmt::format("{}:{}: {}", path, number, error.detail)); };
        const auto value = document.parse(line);
        if (!value) return where(value.error());
        if (ended) return fail(Cause::invalid, fmt::format("{}:{}: a line after the trailer", path, number));
        if (number == 1) {
            if (const auto read = read_header(*value, recording); !read) return where(read.error());
        } else if (text_at(*value, "kind") == "end") {
            ended = true;
            recording.verdict = text_at(*value, "verdict");
            recording.intact = text_at(*value, "sha256") == hex(crypto::sha256(view_of(before)));
        } else {
            auto event = event_of(*value);
            if (!event) return where(event.error());
            recording.events.push_back(std::move(*event));
            recording.lines.push_back(line);
        }
        before += line + "\n";
    }
    if (!ended) return fail(Cause::invalid, path + ": torn: it has no trailer");
    return recording;
}

}  // namespace akmasim::record
