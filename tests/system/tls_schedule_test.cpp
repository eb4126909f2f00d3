// SPDX-License-Identifier: Apache-2.0
// An independent program recomputes from a revealed recording what TLS made of K_AF.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

class TlsSchedule : public testing::TestWithParam<const char*> {};

// RFC 8446 7.1, 4.2.11.2; RFC 4279 2, RFC 7627 4.
TEST_P(TlsSchedule, FollowsFromKAfAndTheRecordedOctets) {
    const auto recording = fs::temp_directory_path() / ("akmasim-" + std::to_string(getpid()) + ".jsonl");
    const std::string source = AKMASIM_SOURCE_DIR;
    const auto run = std::string(AKMASIM_BINARY_DIR) + "/akmasim run -q --host simulated --reveal " + source +
                     "/scenarios/ua/" + GetParam() + ".yaml --record " + recording.string() + " >/dev/null";
    ASSERT_EQ(std::system(run.c_str()), 0);
    const auto check = "python3 -B " + source + "/tools/tls_schedule.py " + recording.string();
    EXPECT_EQ(std::system(check.c_str()), 0);
    const auto read = "python3 -B " + source + "/tools/tls_traffic.py " + recording.string();
    EXPECT_EQ(std::system(read.c_str()), 0);
    fs::remove(recording);
}

INSTANTIATE_TEST_SUITE_P(Of, TlsSchedule, testing::Values("implicit", "psk-ke", "early-data", "tls12-psk"),
                         [](const auto& of) {
                             std::string name = of.param;
                             for (auto& c : name) c = c == '-' ? '_' : c;
                             return name;
                         });

}  // namespace
