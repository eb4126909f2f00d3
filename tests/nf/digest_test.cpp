// SPDX-License-Identifier: Apache-2.0
// HTTP Digest before the MSGin5G server alone: who holds an Authorization header that was used holds nothing.
#include "simulator/keys/digest.hpp"
#include "simulator/crypto/certificate.hpp"
#include "simulator/crypto/random.hpp"
#include "simulator/crypto/tls.hpp"
#include "simulator/protocol/http1.hpp"
#include "simulator/protocol/http_digest.hpp"
#include "simulator/protocol/mcf.hpp"
#include "simulator/protocol/msgin5g.hpp"
#include "simulator/protocol/naanf.hpp"
#include "tests/nf/stage.hpp"

namespace akmasim::nf::test {
namespace {

namespace tls = crypto::tls;

const std::string fqdn = "msgin5g.example.com";
const UeServiceId service_id("acct:alice@example.com");
constexpr std::int64_t stage_begins = 1'764'000'000;
constexpr std::int64_t day = 86'400;

KAf k_af() { return filled<KAf>(0x77); }

crypto::TestCertificates certificates() {
    crypto::SeededRandom random(1, "test CA");
    return crypto::test_certificates(random, fqdn, stage_begins - day, stage_begins + day).value();
}

std::string configuration(const crypto::TestCertificates& made, std::string_view accepts) {
    return fmt::format(R"({{"fqdn":"{}","accepts":["{}"],"earlyData":"refuse","cookie":true,)"
                       R"("cipherSuites":[],"mode":"implicit","akma":true,"acceptSeparator":false,"knownClients":[],)"
                       R"("certificate":"{}","certificateKey":"{}"}})",
                       fqdn, accepts, hex(made.certificate), crypto::text_of(made.key));
}

tls::Settings trusting(const crypto::TestCertificates& made) {
    tls::Settings settings;
    settings.modes = {tls::Mode::certificate};
    settings.trust_anchor = made.anchor;
    return settings;
}

// A client that writes its requests by hand, as somebody who records and repeats them would.
class DigestStory {
public:
    explicit DigestStory(std::string_view accepts = "http-digest") : server("msgin5g", configuration(made, accepts)) {
        client.verify_at(stage_begins);
        client.advance();
        deliver();
    }
    // What the client has to say goes to the server, and what that answers comes back; the AAnF and the MCF say yes.
    void deliver() {
        while (true) {
            auto records = client.take_records();
            if (records.empty()) return;
            for (auto& record : records) {
                auto turned = server.hears(octets_from(Link::ua, {"ue", "alice"}, {"msgin5g", ""}, 5, record.octets));
                take(turned);
                for (const auto& asked : turned.sent(Link::n62)) {
                    ++keys_asked;
                    asked_for = text_of(asked.octets);
                    const naanf::AkmaAfKeyData data{k_af(), DateTime("2027-11-23T13:00:00Z"),
                                                    Supi("imsi-001010000000001"), std::nullopt};
                    take(server.hears(response(asked, sbi::retrieve_application_key, data)));
                }
            }
        }
    }
    void take(const Turned& turned) {
        for (const auto& record : turned.sent(Link::ua)) client.receive(record.octets);
        client.advance();
        for (const auto& query : turned.sent(Link::cm_s))
            take(server.hears(response(query, sbi::association, mcf::Associations{{service_id}})));
    }
    // The status of the answer; 0: none.
    int asks(const http1::Message& request) {
        EXPECT_TRUE(client.write(octets_of(http1::encode(request))));
        deliver();
        http1::Decoder decoder;
        decoder.feed(client.read());
        const auto answer = decoder.next().value_or(std::nullopt);
        if (!answer) return 0;
        if (const auto challenge = http_digest::challenge_of(answer->header("WWW-Authenticate")))
            nonce = challenge->nonce;
        return answer->status;
    }
    static Octets octets_of(const std::string& text) { return {text.begin(), text.end()}; }

    http1::Message registration() const {
        msgin5g::Reg body;
        body.ue_service_id = service_id;
        auto request = http1::request_of(coap::request(coap::Code::post, msgin5g::path, {9}, body::write(body)));
        request.add("Host", fqdn);
        return request;
    }
    http1::Message authorised(const std::string& nc, const std::string& qop = "auth-int", const KAf& key = k_af(),
                              const std::string& realm_of = fqdn) const {
        auto request = registration();
        http_digest::Credentials said{
            username, "3GPP-bootstrapping-akma@" + realm_of, nonce, request.target, qop, "Y25vbmNl", nc, ""};
        said.response = keys::digest_response(key, {said.username, said.realm, said.nonce, said.nc, said.cnonce,
                                                    said.qop, request.method, said.uri, request.body});
        request.add("Authorization", http_digest::encode(said));
        return request;
    }

    crypto::TestCertificates made = certificates();
    Stage server;
    tls::Context context = tls::Context::client(trusting(made)).value();
    crypto::SeededRandom random{7, "ue|alice|TLS"};
    tls::Channel client = tls::Channel::client(context, "", fqdn, random);
    std::string username = "0000.firstfirstfirst@5gc.mnc001.mcc001.3gppnetwork.org";
    std::string nonce;
    int keys_asked = 0;
    std::string asked_for;
};

// TS 33.535 B.1.2: asked, then let in.
TEST(DigestAlone, AsksFirstAndServesWhoProvesKaf) {
    DigestStory story;
    EXPECT_EQ(story.asks(story.registration()), 401);
    EXPECT_FALSE(story.nonce.empty());
    EXPECT_EQ(story.asks(story.authorised("00000001")), 201);
    EXPECT_EQ(story.asks(story.authorised("00000002")), 201);
    EXPECT_EQ(story.keys_asked, 1) << "the key is kept while the session lives";
    // TS 33.220 H.3: the identifier holds the suite of the TLS around it.
    EXPECT_NE(story.asked_for.find("msgin5g.example.com:0100011301"), std::string::npos) << story.asked_for;
}

// RFC 7616 3.4: a nonce count that is not higher than the last one is a replay, and is answered with a new nonce.
TEST(DigestAlone, TakesNoRequestThatWasMadeBefore) {
    DigestStory story;
    story.asks(story.registration());
    const auto used = story.authorised("00000002");
    EXPECT_EQ(story.asks(used), 201);
    const auto nonce = story.nonce;
    EXPECT_EQ(story.asks(used), 401) << "the same once more";
    EXPECT_NE(story.nonce, nonce) << "and another nonce to answer";
    EXPECT_EQ(story.asks(used), 401) << "the nonce of old with a count that would be new";
    EXPECT_EQ(story.asks(story.authorised("00000001")), 201) << "who holds the key goes on";
}

TEST(DigestAlone, TakesNoLowerCountThanTheLastOne) {
    DigestStory story;
    story.asks(story.registration());
    const auto first = story.authorised("00000001");
    EXPECT_EQ(story.asks(story.authorised("00000005")), 201);
    EXPECT_EQ(story.asks(first), 401);
}

// RFC 7616 5.12 (and 3.4.3): auth-int binds the body, so a recorded header does not carry another message.
TEST(DigestAlone, TakesNoHeaderOfAnotherBodyOrPath) {
    DigestStory story;
    story.asks(story.registration());
    auto altered = story.authorised("00000001");
    altered.body = R"({"msgType":"REG","ueServiceId":"acct:mallory@example.com"})";
    EXPECT_EQ(story.asks(altered), 401);
    auto elsewhere = story.authorised("00000001");
    elsewhere.target += "/other";
    EXPECT_EQ(story.asks(elsewhere), 401);
}

TEST(DigestAlone, TakesNoOtherKeyAndNoCountThatIsNone) {
    DigestStory story;
    story.asks(story.registration());
    EXPECT_EQ(story.asks(story.authorised("00000001", "auth-int", filled<KAf>(0x78))), 401);
    for (const std::string nc : {"1", "0000000g", "000000001", "-0000001", ""})
        EXPECT_NE(story.asks(story.authorised(nc)), 201);
    EXPECT_NE(story.asks(story.authorised("00000001", "auth-conf")), 201);
    EXPECT_EQ(story.asks(story.authorised("00000001")), 201);
}

// RFC 7616 3.4: a proof under the right key, made for a challenge of another server.
TEST(DigestAlone, TakesNoProofForAnotherRealm) {
    DigestStory story;
    story.asks(story.registration());
    EXPECT_EQ(story.asks(story.authorised("00000001", "auth-int", k_af(), "other.example.com")), 401);
    EXPECT_EQ(story.asks(story.authorised("00000001")), 201);
}

// TS 33.535 B.1.2: the key is that of the A-KID in the username; another A-KID is another key, which is asked for.
TEST(DigestAlone, AsksForTheKeyOfEachAKid) {
    DigestStory story;
    story.asks(story.registration());
    EXPECT_EQ(story.asks(story.authorised("00000001")), 201);
    story.username = "0000.secondsecond@5gc.mnc001.mcc001.3gppnetwork.org";
    EXPECT_EQ(story.asks(story.authorised("00000003")), 201);
    EXPECT_EQ(story.keys_asked, 2);
}

// TS 33.535 B.1.2: where Digest is not accepted it is neither asked for nor looked at.
TEST(DigestAlone, IsNothingWhereItIsNotAccepted) {
    DigestStory story("baseline-cert-token");
    EXPECT_EQ(story.asks(story.registration()), 401);
    EXPECT_EQ(story.asks(story.authorised("00000001")), 401);
    EXPECT_TRUE(story.nonce.empty()) << "no challenge";
    EXPECT_EQ(story.keys_asked, 0);
}

// TS 33.535 B.1.2: the username is an A-KID, or there is no key to ask for.
TEST(DigestAlone, DeniesAUsernameThatIsNoAKid) {
    for (const auto* name : {"alice", "alice@example.com", "0000.a-tid", "00000.a-tid@5gc.mnc001.mcc001.3gppnetwork.org"}) {
        DigestStory story;
        story.asks(story.registration());
        story.username = name;
        EXPECT_EQ(story.asks(story.authorised("00000001")), 403) << name;
        EXPECT_EQ(story.keys_asked, 0) << name;
    }
}

}  // namespace
}  // namespace akmasim::nf::test
