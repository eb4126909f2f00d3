// SPDX-License-Identifier: Apache-2.0
// The MSGin5G server and who speaks with it: the test is the UE on Ua, the AAnF on N62 and the configuration function.
#pragma once

#include "simulator/crypto/random.hpp"
#include "simulator/crypto/tls.hpp"
#include "simulator/keys/hierarchy.hpp"
#include "simulator/protocol/coap.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test::server {

namespace tls = crypto::tls;

inline tls::Settings psk_dhe_ke() {
    tls::Settings settings;
    settings.modes = {tls::Mode::psk_dhe_ke};
    return settings;
}

inline tls::Settings dtls12_psk() {
    tls::Settings settings;
    settings.modes = {tls::Mode::dtls12_psk};
    return settings;
}

inline const Supi alice("imsi-001010000000001");
inline const AKid a_kid("0000.firstfirstfirst@5gc.mnc001.mcc001.3gppnetwork.org");
inline const UeServiceId alices("acct:alice@example.com");
inline const auto k_af = [] { return filled<KAf>(0x77); };

inline std::string configuration(std::string_view mode, bool akma = true, std::string_view accepts = "tls13-psk") {
    return fmt::format(R"({{"fqdn":"msgin5g.example.com","accepts":["{}"],"earlyData":"refuse","cookie":true,)"
                       R"("cipherSuites":[],"mode":"{}","akma":{},"acceptSeparator":false,"knownClients":[],)"
                       R"("certificate":"","certificateKey":""}})",
                       accepts, mode, akma);
}

class ServerStory {
public:
    explicit ServerStory(std::string_view mode = "implicit", bool akma = true)
        : own(std::make_unique<Stage>("msgin5g", configuration(mode, akma))), server(*own) {}
    // A server of DTLS 1.2.
    struct Datagrams {};
    explicit ServerStory(Datagrams)
        : own(std::make_unique<Stage>("msgin5g", configuration("implicit", true, "dtls12-psk"))),
          server(*own),
          greeted(true),  // RFC 7252 has no CSM
          context(tls::Context::client(dtls12_psk()).value()) {}
    // A second connection to the server of another story.
    explicit ServerStory(const ServerStory& other) : server(other.server), connection(other.connection + 1) {}

    // The first connection to a server of another configuration.
    ServerStory(const ServerStory&, Stage& of) : server(of) {}

    Turned hears(Octets octets, std::string ue = "alice") {
        auto turned =
            server.hears(octets_from(Link::ua, {"ue", ue}, {"msgin5g", ""}, connection, std::move(octets), ue));
        for (const auto& record : turned.sent(Link::ua)) {
            if (client) client->receive(record.octets);
        }
        if (client) client->advance();
        for (const auto link : {Link::n62, Link::cm_s}) {
            if (const auto asked = turned.sent(link); !asked.empty()) question = asked.front();
        }
        return turned;
    }
    Turned hears_hello(std::string identity = keys::psk_identity(a_kid), const KAf& key = k_af()) {
        client.emplace(tls::Channel::client(context, std::move(identity), "msgin5g.example.com", random));
        if (client->advance() == tls::Progress::wants_key) client->provide(key);
        client->advance();
        return hears_records();
    }
    Turned hears_records() {
        Turned last{Effects{}};
        for (auto& record : client->take_records()) last = hears(std::move(record.octets));
        return last;
    }
    Turned gets_key(int status = 200) {
        const auto answer = [&] {
            if (status == 204) return json_response(question, 204, "");
            if (status != 200) return problem_response(question, status, "UNAUTHORIZED_AF");
            return response(question, sbi::retrieve_application_key,
                            naanf::AkmaAfKeyData{k_af(), DateTime("2026-11-23T13:00:00Z"), alice, std::nullopt});
        }();
        auto turned = server.hears(answer);
        for (const auto& record : turned.sent(Link::ua)) client->receive(record.octets);
        client->advance();
        return turned;
    }
    void opens(const AKid& as = a_kid) {
        hears_hello(keys::psk_identity(as));
        gets_key();
        hears_records();
        client->read();
    }
    Turned hears_inside(coap::Code code, std::string_view path, std::string_view json) {
        greets();
        EXPECT_TRUE(client->write(coap::encode(coap::request(code, path, {9}, json))));
        return hears_records();
    }
    // RFC 8323 5.3: first of all.
    void greets() {
        if (std::exchange(greeted, true)) return;
        EXPECT_TRUE(client->write(coap::encode(coap::csm())));
        hears_records();
    }
    coap::Message answer() { return coap::decode(client->read()).value_or(coap::Message{}); }
    Turned wants_to_register(const UeServiceId& as = alices) {
        msgin5g::Reg registration;
        registration.ue_service_id = as;
        return hears_inside(coap::Code::post, msgin5g::path, body::write(registration));
    }
    Turned hears_association(std::vector<UeServiceId> ids = {alices}) {
        auto turned = server.hears(response(question, sbi::association, mcf::Associations{std::move(ids)}));
        for (const auto& record : turned.sent(Link::ua)) client->receive(record.octets);
        client->advance();
        return turned;
    }
    void registers(const AKid& as = a_kid) {
        opens(as);
        wants_to_register();
        hears_association();
        EXPECT_EQ(answer().code, coap::Code::created);
    }
    Turned hears_message(const UeServiceId& from = alices, std::string payload = "aGVsbG8=",
                         const UeServiceId& to = UeServiceId("acct:bob@example.com")) {
        msgin5g::Msg message;
        message.ori_addr.addr = from;
        message.dest_addr.addr = to;
        message.msg_id = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6";
        message.payload = std::move(payload);
        message.sto_and_fw_ind = true;
        return hears_inside(coap::Code::post, msgin5g::path, body::write(message));
    }

    std::unique_ptr<Stage> own;
    Stage& server;
    bool greeted = false;
    std::uint64_t connection = 5;
    tls::Context context = tls::Context::client(psk_dhe_ke()).value();
    crypto::SeededRandom random{7, "ue|alice|TLS"};
    std::optional<tls::Channel> client;
    Envelope question;
};

// After the CSM, in one segment.
inline Octets session_request(const AKid& with = a_kid) {
    auto octets = coap::encode(coap::csm());
    append(octets, coap::encode(coap::request(coap::Code::post, msgin5g::akma_path, {1},
                                              body::write(msgin5g::AppSessionRequest{with}))));
    return octets;
}

}  // namespace akmasim::nf::test::server
