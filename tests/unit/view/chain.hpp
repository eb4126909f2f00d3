// SPDX-License-Identifier: Apache-2.0
// A short recording made by hand: K_AKMA is born, handed over, and K5GMSG asked for and refused.
#pragma once

#include "simulator/record/reader.hpp"

namespace akmasim::view {

inline record::Event event(std::uint64_t seq, std::string kind, std::string step) {
    record::Event made;
    made.seq = seq;
    made.t = static_cast<std::int64_t>(seq) * 1'000'000;
    made.kind = std::move(kind);
    made.ue = "alice";
    made.step = std::move(step);
    return made;
}

inline record::Event message(std::uint64_t seq, std::string step, std::string link, std::string from, std::string to,
                             std::string name, std::string f, std::string raw) {
    auto made = event(seq, "msg", std::move(step));
    made.link = std::move(link);
    made.from = std::move(from);
    made.to = std::move(to);
    made.msg = std::move(name);
    made.f = std::move(f);
    made.raw = std::move(raw);
    made.has_raw = true;
    return made;
}

inline record::Event birth(std::uint64_t seq, std::string step, std::string at, std::string key, std::string from,
                           std::string clause, std::string value = "") {
    auto made = event(seq, "derive", std::move(step));
    made.at = std::move(at);
    made.key = std::move(key);
    made.from_keys = {std::move(from)};
    made.fc = "80";
    made.p = {"414b4d41", "303031303130303030303030303031"};
    made.clause = std::move(clause);
    made.fp = "00000000000000" + made.key.substr(made.key.size() - 2);
    made.value = std::move(value);
    return made;
}

inline record::Event state(std::uint64_t seq, std::string step, std::string at, std::string was, std::string is) {
    auto made = event(seq, "state", std::move(step));
    made.at = std::move(at);
    made.was = std::move(was);
    made.is = std::move(is);
    return made;
}

inline std::vector<record::Event> chain() {
    auto inner = message(6, "open", "Ua", "ue", "msgin5g", "CoapRequest",
                         R"({"method":"POST","path":"/msgin5g","msgType":"REG"})", "");
    inner.inside = "tls";
    inner.has_raw = false;
    auto refused = event(8, "refused", "open");
    refused.link = "N62";
    refused.at = "aanf";
    refused.msg = "RetrieveApplicationKeyRequest";
    refused.cause = "unexpected";
    refused.detail = "no A-KID of that name";
    return {
        message(1, "reg", "N1", "ue", "amf", "RegistrationRequest", R"({"ngKsi":7,"suci":{"mcc":"001"}})", "7e004179"),
        state(2, "reg", "ue", "Deregistered", "AwaitingChallenge"),
        birth(3, "reg", "ausf", "KAKMA", "KAUSF", "TS 33.535 A.2"),
        message(4, "reg", "N61", "ausf", "aanf", "RegisterAnchorKeyRequest",
                R"({"method":"POST","kAkma":{"$key":"KAKMA","fp":"00000000000000MA"}})", "7b7d"),
        birth(5, "open", "ue", "KAF", "KAKMA", "TS 33.535 A.4"),
        inner,
        message(7, "open", "N62", "msgin5g", "aanf", "RetrieveApplicationKeyRequest", R"({"method":"POST"})", ""),
        refused,
        message(9, "open", "N62", "aanf", "msgin5g", "RetrieveApplicationKeyResponse", R"({"status":403})", ""),
        state(10, "open", "msgin5g", "AwaitingKey", "Idle"),
    };
}

}  // namespace akmasim::view
