// SPDX-License-Identifier: Apache-2.0
// What the scenario's runner and the residents say to each other on the control link. Not a 3GPP interface.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "simulator/base/octets.hpp"

namespace akmasim::command {

// More configuration while running (the first comes with the start): the role's JSON.
struct Configure {
    static constexpr std::string_view name = "Configure";
    std::string json;
    static void fields(auto& m, auto& visit) { visit("json", m.json); }
};

// To a UE: register with the network.
struct Register {
    static constexpr std::string_view name = "Register";
    bool emergency = false;
    std::string type = "initial";  // or "mobility", "periodic"
    static void fields(auto& m, auto& visit) {
        visit("emergency", m.emergency);
        visit("type", m.type);
    }
};

// To the UDM: how this subscriber is authenticated from now on.
struct ChooseMethod {
    static constexpr std::string_view name = "ChooseMethod";
    std::string supi;
    std::string method;  // "5g-aka", "eap-aka-prime"
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("method", m.method);
    }
};

// To the AMF: authenticate this registered UE anew.
struct Reauthenticate {
    static constexpr std::string_view name = "Reauthenticate";
    std::string supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

// To a UE: leave the network; to the AMF: make this UE leave.
struct Deregister {
    static constexpr std::string_view name = "Deregister";
    std::string supi;
    bool switch_off = false;
    bool reregistration_required = false;  // the network's wish
    static void fields(auto& m, auto& visit) {
        visit("supi", m.supi);
        visit("switchOff", m.switch_off);
        visit("reregistrationRequired", m.reregistration_required);
    }
};

// To a UE: open the application session with an AKMA AF.
struct Connect {
    static constexpr std::string_view name = "Connect";
    std::string server;                     // its party: msgin5g, msgin5g-east; empty: the first
    std::string mode;                       // "implicit" or "explicit"; empty: as configured
    std::vector<std::string> ua_protocols;  // what to ask for on Ua, by preference; empty: as configured
    std::optional<std::string> identity;  // a PSK identity (or, explicit mode, an A-KID) to use instead of the UE's own
    std::optional<Octets> key;            // a PSK to use instead of K_AF
    static void fields(auto& m, auto& visit) {
        visit("server", m.server);
        visit("mode", m.mode);
        visit("uaProtocols", m.ua_protocols);
        visit("identity", m.identity);
        visit("key", m.key);
    }
};

// To a UE: send one MSGin5G message.
struct Send {
    static constexpr std::string_view name = "Send";
    std::string server;             // its party; empty: the one connected to last
    std::string to;                 // UE Service ID of the recipient
    std::optional<std::string> as;  // UE Service ID to claim instead of the UE's own
    std::string text;
    Octets bytes;  // used where text is empty
    static void fields(auto& m, auto& visit) {
        visit("server", m.server);
        visit("to", m.to);
        visit("as", m.as);
        visit("text", m.text);
        visit("bytes", m.bytes);
    }
};

// To anybody: what do you hold about this subscriber?
struct Inspect {
    static constexpr std::string_view name = "Inspect";
    std::string ue;    // its name in the scenario
    std::string supi;  // how the network knows it
    static void fields(auto& m, auto& visit) {
        visit("ue", m.ue);
        visit("supi", m.supi);
    }
};

struct Inspection {
    static constexpr std::string_view name = "Inspection";
    struct Item {
        std::string name;  // "KAUSF", "A-KID", "mmState", ...
        std::string text;  // keys in lower-case hex
        static void fields(auto& m, auto& visit) {
            visit("name", m.name);
            visit("text", m.text);
        }
    };
    std::vector<Item> items;
    void add(std::string_view name_of_item, std::string text) {
        items.push_back({std::string(name_of_item), std::move(text)});
    }
    template <class Key>
    requires requires(const Key& key) { key.expose(); }
    void add(const Key& key) { add(Key::name, hex(key.expose())); }
    static void fields(auto& m, auto& visit) { visit("items", m.items); }
};

// From a resident: how a procedure that was asked for has ended.
struct Report {
    static constexpr std::string_view name = "Report";
    std::string outcome;  // "success", "rejected", "failed"
    std::string by;       // the role that refused
    int cause = 0;        // 5GMM cause, HTTP status or CoAP code (4.03 is 403); 0 if there is none
    std::string at;       // where it failed: "tls", "nas", "coap", ...
    std::string alert;    // TLS alert, for example "illegal_parameter"
    std::string detail;
    std::string named = {};   // a cause that has a name and no number: "TIMEOUT"
    std::string reason = {};  // the failure cause that a body gave
    static void fields(auto& m, auto& visit) {
        visit("outcome", m.outcome);
        visit("by", m.by);
        visit("cause", m.cause);
        visit("at", m.at);
        visit("alert", m.alert);
        visit("detail", m.detail);
        visit("named", m.named);
        visit("reason", m.reason);
    }
};

// A wait ran out, at a layer: "nas", "sbi", "tls", "coap", "http".
inline Report timed_out(std::string at, std::string detail) {
    return {"failed", "", 0, std::move(at), "", std::move(detail), "TIMEOUT", ""};
}

// From the fabric: a timer that the resident started has run out.
struct TimerExpired {
    static constexpr std::string_view name = "TimerExpired";
    std::string timer;  // "T3560", ...
    std::uint64_t conversation = 0;
    static void fields(auto& m, auto& visit) {
        visit("timer", m.timer);
        visit("conversation", m.conversation);
    }
};

// To the AUSF: take a subscriber's AKMA context from the AAnF (TS 33.535 6.6).
struct RemoveContext {
    static constexpr std::string_view name = "RemoveContext";
    std::string supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

// To the AAnF: have a fresh primary authentication run for a subscriber (TS 33.501 6.1.5.2).
struct RefreshKey {
    static constexpr std::string_view name = "RefreshKey";
    std::string supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

// To the AAnF: the AKMA service ends for a subscriber; tell every AF that has a key.
struct DisableService {
    static constexpr std::string_view name = "DisableService";
    std::string supi;
    static void fields(auto& m, auto& visit) { visit("supi", m.supi); }
};

// To any network function, before all else: register with the NRF (TS 33.501 13.3).
struct Announce {
    static constexpr std::string_view name = "Announce";
    static void fields(auto&, auto&) {}
};

using ControlMessage =
    std::variant<Configure, Register, Connect, Send, Inspect, Inspection, Report, TimerExpired, ChooseMethod,
                 Reauthenticate, Deregister, RemoveContext, RefreshKey, DisableService, Announce>;

Octets encode(const ControlMessage& message);
Result<ControlMessage> decode(View octets);  // malformed

}  // namespace akmasim::command
