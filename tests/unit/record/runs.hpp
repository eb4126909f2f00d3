// SPDX-License-Identifier: Apache-2.0
// A small run made by hand: alice registers her anchor key, and a reply is refused.
#pragma once

#include <array>

#include "simulator/protocol/sbi.hpp"
#include "simulator/record/reader.hpp"

namespace akmasim::record {

inline const std::string k_text = "465B5CE8B199B49FAA5F0A2EE238A6BC";  // upper case, as a scenario may have it
inline const std::string k_akma_text = "8cf6b0bcd52a4f4a5fb1ea4bdd0d2e9a0e5d0b9f1d5f0c7c64b2a3e1908f7a6b";

inline HeaderFacts facts(bool reveal = false) {
    HeaderFacts facts;
    facts.name = "small";
    facts.resolved = R"({"name":"small","subscribers":{"alice":{"key":")" + k_text + R"("}}})";
    facts.seed = 7;
    facts.clock_start = "2026-11-23T12:00:00Z";
    facts.openssl_version = "3.0.0";
    facts.reveal = reveal;
    facts.secrets = {{"K", k_text}};
    facts.subscribers = {{"alice", "imsi-001010000000001", k_text, "00", "OPC"}};
    return facts;
}

inline Envelope challenge() {
    Envelope envelope;
    envelope.link = Link::n1;
    envelope.from = {"amf", ""};
    envelope.to = {"ue", "alice"};
    envelope.ue = "alice";
    envelope.octets =
        from_hex("7e005600020000219f1885e9ff3b551104edc9bb0fabb7ac2010ba47014bcc438000a59495ba629c8854").value();
    return envelope;
}

inline Envelope anchor_key() {
    Envelope envelope;
    envelope.link = Link::n61;
    envelope.from = {"ausf", ""};
    envelope.to = {"aanf", ""};
    envelope.ue = "alice";
    envelope.stream = 3;
    envelope.http = sbi::request_head(sbi::register_anchor_key);
    const std::string body = R"({"supi":"imsi-001010000000001","aKId":"0.a@b.org","kAkma":")" + k_akma_text + R"("})";
    envelope.octets.assign(body.begin(), body.end());
    return envelope;
}

inline KeyBirth k_akma_at(const std::string& at) {
    return {at, "alice", "reg", "KAKMA", {"KAUSF"}, "80", {from_hex("414b4d41").value()}, "TS 33.535 A.2", "", true};
}

inline void small_run(Recorder& recorder) {
    recorder.message(challenge(), 0, "reg");
    recorder.derived(5, k_akma_at("ue"), from_hex(k_akma_text).value());
    recorder.state(5, "ue", "alice", "reg", "AwaitingChallenge", "AwaitingSecurityMode");
    recorder.derived(6, k_akma_at("ausf"), from_hex(k_akma_text).value());
    recorder.message(anchor_key(), 6, "reg");
    recorder.refused(7, anchor_key(), "reg", "unexpected", "RegisterAnchorKeyRequest while Idle");
}

inline std::string small_recording(bool reveal = false) {
    Recorder recorder(facts(reveal));
    small_run(recorder);
    return recorder.finish("pass", true).value();
}

}  // namespace akmasim::record
