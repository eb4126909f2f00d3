// SPDX-License-Identifier: Apache-2.0
// TLS 1.3 with a certificate of the test CA: what the client checks before it believes the server.
#include <gtest/gtest.h>

#include "simulator/crypto/certificate.hpp"
#include "tls_ends.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr std::int64_t noon = 1'795'435'200;  // 2026-11-23T12:00:00Z
constexpr std::int64_t day = 86'400;

struct Pki {
    explicit Pki(std::uint64_t seed = 1, const std::string& fqdn = "msgin5g.example.com") {
        SeededRandom random(seed, "test CA");
        made = test_certificates(random, fqdn, noon - day, noon + day).value();
    }
    [[nodiscard]] Settings server() const {
        auto settings = only(Mode::certificate);
        settings.certificate = made.certificate;
        settings.certificate_key.assign(made.key.expose().begin(), made.key.expose().end());
        return settings;
    }
    [[nodiscard]] Settings client() const {
        auto settings = only(Mode::certificate);
        settings.trust_anchor = made.anchor;
        return settings;
    }
    TestCertificates made;
};

struct Outcome {
    Progress progress;
    std::string trouble;
    int alert;
};

Outcome meet(const Settings& client, const Settings& server, std::int64_t when = noon) {
    Ends ends(client, server);
    ends.client.verify_at(when);
    ends.run();
    const auto alert = ends.client.alert();
    return {ends.client_progress, ends.client.trouble(), alert ? alert->description : -1};
}

TEST(Certificate, OfTheServerIsTakenAndTheModeNamed) {
    const Pki pki;
    Ends ends(pki.client(), pki.server());
    ends.client.verify_at(noon);
    ends.run();
    ASSERT_EQ(ends.client_progress, Progress::established) << ends.client.trouble();
    EXPECT_EQ(ends.server_progress, Progress::established);
    EXPECT_EQ(ends.client.negotiated().kex_mode, "certificate");
    EXPECT_EQ(ends.client.negotiated().group, "X25519");
    EXPECT_EQ(ends.client_asked + ends.server_asked, 0);
}

TEST(Certificate, FollowsFromTheRandomOctetsAlone) {
    EXPECT_EQ(Pki(5).made.certificate, Pki(5).made.certificate);
    EXPECT_NE(Pki(5).made.certificate, Pki(6).made.certificate);
    EXPECT_EQ(Pki(5).made.anchor, Pki(5).made.anchor);
}

TEST(Certificate, OfAnotherNameAuthorityOrTimeIsRefused) {
    const Pki pki;
    const auto name = meet(pki.client(), [&] {
        auto settings = pki.server();
        const Pki same_authority_other_name(1, "other.example.com");
        settings.certificate = same_authority_other_name.made.certificate;
        return settings;
    }());
    EXPECT_EQ(name.progress, Progress::closed);
    EXPECT_NE(name.trouble.find("ostname"), std::string::npos) << name.trouble;
    const auto authority = meet(pki.client(), Pki(2).server());
    EXPECT_EQ(authority.progress, Progress::closed);
    EXPECT_FALSE(authority.trouble.empty());
    const auto late = meet(pki.client(), pki.server(), noon + 2 * day);
    EXPECT_EQ(late.progress, Progress::closed);
    EXPECT_EQ(late.alert, 45);  // certificate_expired
    EXPECT_EQ(meet(pki.client(), pki.server(), noon - 2 * day).progress, Progress::closed);
}

TEST(Certificate, AServerWithoutOneCannotMeetAClientThatWantsIt) {
    const Pki pki;
    const auto outcome = meet(pki.client(), only(Mode::psk_dhe_ke));
    EXPECT_EQ(outcome.progress, Progress::closed);
    EXPECT_EQ(outcome.alert, 40);  // handshake_failure
}

TEST(Certificate, ThatIsNoneMakesNoContext) {
    auto settings = only(Mode::certificate);
    settings.trust_anchor = {0x30, 0x03, 0x02, 0x01, 0x01};
    EXPECT_FALSE(Context::client(settings));
    settings.trust_anchor = {};
    EXPECT_FALSE(Context::client(settings));
    settings.certificate = {1, 2, 3};
    settings.certificate_key = Octets(31, 1);
    EXPECT_FALSE(Context::server(settings));
}

}  // namespace
}  // namespace akmasim::crypto::tls
