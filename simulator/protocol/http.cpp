// SPDX-License-Identifier: Apache-2.0
#include "simulator/protocol/http.hpp"

#include <array>
#include <ctime>

#include <fmt/format.h>

namespace akmasim {
namespace {

constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string sbi_timestamp_of(std::int64_t milliseconds) {
    const std::time_t seconds = milliseconds / 1'000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02}.{:03} GMT", days[static_cast<std::size_t>(parts.tm_wday)],
                       parts.tm_mday, months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                       parts.tm_hour, parts.tm_min, parts.tm_sec, milliseconds % 1'000);
}

Result<std::int64_t> milliseconds_of_sbi_timestamp(const std::string& text) {
    std::tm parts{};
    const char* rest = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S", &parts);
    const auto malformed = [] { return fail(Cause::malformed, "no timestamp like Sun, 04 Aug 2019 08:49:37.845 GMT"); };
    if (rest == nullptr || rest[0] != '.') return malformed();
    const std::string_view fraction(rest + 1);
    const bool digits = fraction.size() > 3 && fraction.substr(0, 3).find_first_not_of("0123456789") == fraction.npos;
    if (!digits || fraction.substr(3) != " GMT") return malformed();
    const auto thousandths = (fraction[0] - '0') * 100 + (fraction[1] - '0') * 10 + (fraction[2] - '0');
    return static_cast<std::int64_t>(timegm(&parts)) * 1'000 + thousandths;
}

}  // namespace akmasim
