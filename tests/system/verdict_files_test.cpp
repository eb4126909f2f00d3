// SPDX-License-Identifier: Apache-2.0
// The reports of a real run, read by a program that others made, and what a case costs on either host.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/system/program.hpp"

namespace akmasim::test {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;

const std::string base = AKMASIM_SOURCE_DIR "/scenarios/base/one-ue.yaml";

class Written {
public:
    std::string put(const std::string& name, const std::string& rest) const {
        const auto path = in(name + ".yaml");
        std::ofstream(path) << "schema: akma-scenario/1\nname: " << name << "\ntitle: '<A> & \"B\"'\nextends: " << base
                            << "\n"
                            << rest;
        return path;
    }
    [[nodiscard]] std::string in(const std::string& name) const { return (folder_.path / name).string(); }

private:
    Folder folder_;
};

const std::string two_cases = "matrix: { axes: { n: [1, 2] } }\nsteps: [{ id: reg, register: { ue: alice } }]\n";

TEST(Report, IsWrittenInEachFormAndTheXmlIsWellFormed) {
    const Written files;
    const auto good = files.put("good", two_cases);
    const auto bad = files.put(
        "bad", "steps: [{ id: reg, register: { ue: alice }, expect: { outcome: { rejected: { by: amf } } } }]\n");
    const auto invalid = files.put("invalid", "stepz: []\n");
    const auto answer = akmasim("run -q --host simulated " + good + " " + bad + " " + invalid +
                                " --report junit=" + files.in("j.xml") + " --report tap=" + files.in("t.tap") +
                                " --report json=" + files.in("r.json") + " --csv " + files.in("c.csv"));
    EXPECT_EQ(answer.code, 3) << answer.output;
    EXPECT_THAT(answer.output, EndsWith("2 passed, 2 failed, 0 skipped\n"));
    const auto read = shell("python3 -c \"import xml.etree.ElementTree as e; r = e.parse('" + files.in("j.xml") +
                            "').getroot(); print(r.get('tests'), r.get('failures'), r.get('errors'), "
                            "len(r.findall('.//testcase')), len(r.findall('.//failure')))\"");
    EXPECT_EQ(read.output, "4 1 1 4 1\n");
    EXPECT_THAT(content(files.in("t.tap")), HasSubstr("1..4\n"));
    const auto json =
        shell("python3 -c \"import json; print(len(json.load(open('" + files.in("r.json") + "'))['cases']))\"");
    EXPECT_EQ(json.output, "4\n");
    EXPECT_THAT(content(files.in("c.csv")), HasSubstr("\ngood,n=2,2,"));
}

TEST(Report, IsRefusedInAFormThatIsNotKnownAndNothingRuns) {
    const Written files;
    const auto good = files.put("good", two_cases);
    for (const auto* wrong : {"xml=a", "junit", "junit=", "=a"}) {
        const auto answer = akmasim("run -q --host simulated " + good + " --report " + wrong);
        EXPECT_EQ(answer.code, 2) << wrong;
        EXPECT_THAT(answer.output, HasSubstr("expected junit=FILE, tap=FILE or json=FILE"));
    }
    EXPECT_EQ(akmasim("run -q --host simulated " + good + " --report junit=/nowhere/at/all").code, 5);
}

TEST(OutputFolder, GetsEveryReport) {
    const Written files;
    ASSERT_EQ(
        akmasim("run -q --host simulated " + files.put("good", two_cases) + " --output-dir " + files.in("out")).code,
        0);
    for (const auto* name : {"good.n=1.rec.jsonl", "good.n=2.rec.jsonl", "junit.xml", "report.json", "cases.csv"})
        EXPECT_TRUE(fs::exists(fs::path(files.in("out")) / name)) << name;
}

TEST(Time, HasItsCausesTheSameOnBothHosts) {
    const Written files;
    const auto timed = files.put("timed",
                                 "links: { N1: { delay: 10ms, jitter: 2ms, rate: 1Mbit/s } }\ncost: { ecdh: 1ms }\n"
                                 "steps: [{ id: reg, register: { ue: alice } }, { id: open, connect: { ue: alice, to: "
                                 "msgin5g } }]\n");
    const auto table = [&](const std::string& host) {
        const auto csv = files.in(host + ".csv");
        EXPECT_EQ(akmasim("run -q " + timed + " --host " + host + " --record " + files.in(host) + " --csv " + csv).code,
                  0);
        return content(csv);
    };
    EXPECT_EQ(table("simulated"), table("processes"));
    EXPECT_EQ(content(files.in("simulated")), content(files.in("processes")));
    const auto shown = akmasim("show " + files.in("simulated"));
    EXPECT_THAT(shown.output, HasSubstr("N1 10 ms ±2 ms 1 Mbit/s"));
    EXPECT_THAT(shown.output, HasSubstr("ecdh 1 ms"));
    EXPECT_EQ(akmasim("replay --host simulated --scenario " + timed + " " + files.in("simulated")).code, 0);
}

TEST(Time, DoesNotPassWhereLinksAreNone) {
    const Written files;
    const auto csv = files.in("c.csv");
    ASSERT_EQ(akmasim("run -q --host simulated --csv " + csv + " " +
                      files.put("still", "links: none\nsteps: [{ id: reg, register: { ue: alice } }]\n"))
                  .code,
              0);
    EXPECT_THAT(content(csv), HasSubstr(",0.000,0.000,"));
}

// TS 33.501 C.3.2: a UE makes a key pair and agrees on a secret for its SUCI, the UDM agrees; nobody does for the null
// scheme.
TEST(Work, OfASuciIsCountedWhereItIsDone) {
    const Written files;
    const auto csv = files.in("c.csv");
    ASSERT_EQ(akmasim("run -q --host simulated --csv " + csv + " " +
                      files.put("suci",
                                "matrix: { axes: { scheme: [0, 1] } }\nsubscribers: { alice: { protectionScheme: "
                                "'${axis.scheme}' } }\nsteps: [{ id: reg, register: { ue: alice } }]\n"))
                  .code,
              0);
    const auto rows = shell(
        "python3 -c \"import csv; print([(r['public_key.ue'], r['public_key.udm']) for r in "
        "csv.DictReader(open('" +
        csv + "'))])\"");
    EXPECT_EQ(rows.output, "[('0', '0'), ('2', '1')]\n");
}

TEST(Load, IsReadAndNotPlayed) {
    const Written files;
    const auto load = files.put(
        "load",
        "clock: { mode: real }\nsubscribers: { fleet: { generate: { count: 10, supi: 'imsi-00101{i:%010d}' } } }\n"
        "flows: { one: [ { register: { ue: '${self}' } } ] }\n"
        "load: { flow: one, over: fleet, arrival: { stages: [ { to: 5/s, for: 1s } ] }, stopAfter: { flows: 10 } }\n");
    const auto answer = akmasim("run " + load);
    EXPECT_EQ(answer.code, 77) << answer.output;
    EXPECT_THAT(answer.output, HasSubstr("it has a load, which needs network functions that run freely"));
    EXPECT_THAT(answer.output, EndsWith("0 passed, 0 failed, 1 skipped\n"));
}

}  // namespace
}  // namespace akmasim::test
