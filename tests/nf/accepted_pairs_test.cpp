// SPDX-License-Identifier: Apache-2.0
// What each role accepts in which state. A handler with a mistyped parameter makes its pair unexpected without a word
// from the compiler; this list is where that shows.
// To update: write the new pair by hand, next to its state, before you look at `akmasim-nf --states ROLE`; where the
// two differ, the handler is wrong. The tests of each role take states and pairs from the registry: a new state needs a
// chapter in that role's story (up_to), a new message a sample in the list of messages that may be unexpected.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nf/registry.hpp"

namespace {

using akmasim::AcceptedPairs;
using testing::ElementsAreArray;

AcceptedPairs pairs_of(std::string_view role) {
    for (const auto& entry : akmasim::nf::registry()) {
        if (entry.role == role) return entry.pairs();
    }
    return {};
}

TEST(AcceptedPairs, OfTheNrf) {
    EXPECT_THAT(pairs_of("nrf"), ElementsAreArray(AcceptedPairs{{"Serving", "NfRegisterRequest"},
                                                                {"Serving", "NfDiscoverRequest"},
                                                                {"Serving", "AccessTokenRequest"}}));
}

TEST(AcceptedPairs, OfTheUe) {
    EXPECT_THAT(pairs_of("ue"), ElementsAreArray(AcceptedPairs{
                                    {"Deregistered", "Register"},
                                    {"Deregistered", "Deregister"},
                                    {"AwaitingChallenge", "IdentityRequest"},
                                    {"AwaitingChallenge", "AuthenticationRequest"},
                                    {"AwaitingChallenge", "AuthenticationReject"},
                                    {"AwaitingChallenge", "SeedAkmaCapability"},
                                    {"AwaitingChallenge", "RegistrationAccept"},
                                    {"AwaitingChallenge", "RegistrationReject"},
                                    {"AwaitingChallenge", "TimerExpired"},
                                    {"AwaitingSecurityMode", "IdentityRequest"},
                                    {"AwaitingSecurityMode", "AuthenticationRequest"},
                                    {"AwaitingSecurityMode", "AuthenticationResult"},
                                    {"AwaitingSecurityMode", "AuthenticationReject"},
                                    {"AwaitingSecurityMode", "SecurityModeCommand"},
                                    {"AwaitingSecurityMode", "RegistrationReject"},
                                    {"AwaitingSecurityMode", "TimerExpired"},
                                    {"AwaitingAccept", "SecurityModeCommand"},
                                    {"AwaitingAccept", "SeedAkmaCapability"},
                                    {"AwaitingAccept", "RegistrationAccept"},
                                    {"AwaitingAccept", "RegistrationReject"},
                                    {"AwaitingAccept", "TimerExpired"},
                                    {"AwaitingRetry", "TimerExpired"},
                                    {"Registered", "Register"},
                                    {"Registered", "Deregister"},
                                    {"Registered", "IdentityRequest"},
                                    {"Registered", "AuthenticationRequest"},
                                    {"Registered", "AuthenticationReject"},
                                    {"Registered", "SecurityModeCommand"},
                                    {"Registered", "RegistrationAccept"},
                                    {"Registered", "NetworkDeregistrationRequest"},
                                    {"Registered", "TimerExpired"},
                                    {"Rechallenged", "Register"},
                                    {"Rechallenged", "Deregister"},
                                    {"Rechallenged", "IdentityRequest"},
                                    {"Rechallenged", "AuthenticationRequest"},
                                    {"Rechallenged", "AuthenticationResult"},
                                    {"Rechallenged", "AuthenticationReject"},
                                    {"Rechallenged", "SecurityModeCommand"},
                                    {"Rechallenged", "NetworkDeregistrationRequest"},
                                    {"Rechallenged", "TimerExpired"},
                                    {"AwaitingDeregistrationAccept", "DeregistrationAccept"},
                                    {"AwaitingDeregistrationAccept", "TimerExpired"},
                                    {"Idle", "Connect"},
                                    {"Idle", "Send"},
                                    {"AwaitingSession", "UaOctets"},
                                    {"AwaitingSession", "TimerExpired"},
                                    {"Handshaking", "UaOctets"},
                                    {"Handshaking", "TimerExpired"},
                                    {"Open", "Connect"},
                                    {"Open", "Send"},
                                    {"Open", "UaOctets"},
                                    {"AwaitingRegistration", "UaOctets"},
                                    {"AwaitingRegistration", "TimerExpired"},
                                    {"AwaitingAnswer", "UaOctets"},
                                    {"AwaitingAnswer", "TimerExpired"},
                                    {"AwaitingRetry", "Connect"},
                                    {"AwaitingRetry", "Send"},
                                    {"AwaitingRetry", "TimerExpired"},
                                }));
}

TEST(AcceptedPairs, OfTheAmf) {
    EXPECT_THAT(pairs_of("amf"), ElementsAreArray(AcceptedPairs{
                                     {"Idle", "RegistrationRequest"},
                                     {"AwaitingIdentity", "IdentityResponse"},
                                     {"AwaitingIdentity", "DeregistrationRequest"},
                                     {"AwaitingIdentity", "TimerExpired"},
                                     {"AwaitingVector", "DeregistrationRequest"},
                                     {"AwaitingVector", "AuthenticateResponse"},
                                     {"AwaitingResStar", "AuthenticationResponse"},
                                     {"AwaitingResStar", "AuthenticationFailure"},
                                     {"AwaitingResStar", "DeregistrationRequest"},
                                     {"AwaitingResStar", "TimerExpired"},
                                     {"AwaitingConfirmation", "DeregistrationRequest"},
                                     {"AwaitingConfirmation", "AkaConfirmationResponse"},
                                     {"AwaitingEapResponse", "AuthenticationResponse"},
                                     {"AwaitingEapResponse", "AuthenticationFailure"},
                                     {"AwaitingEapResponse", "DeregistrationRequest"},
                                     {"AwaitingEapResponse", "TimerExpired"},
                                     {"AwaitingEapSession", "DeregistrationRequest"},
                                     {"AwaitingEapSession", "EapSessionResponse"},
                                     {"AwaitingSecurityMode", "SecurityModeComplete"},
                                     {"AwaitingSecurityMode", "SecurityModeReject"},
                                     {"AwaitingSecurityMode", "DeregistrationRequest"},
                                     {"AwaitingSecurityMode", "TimerExpired"},
                                     {"AwaitingUdmRegistration", "DeregistrationRequest"},
                                     {"AwaitingUdmRegistration", "AmfRegistrationResponse"},
                                     {"AwaitingComplete", "RegistrationComplete"},
                                     {"AwaitingComplete", "DeregistrationRequest"},
                                     {"AwaitingComplete", "TimerExpired"},
                                     {"Registered", "DeregistrationRequest"},
                                     {"Registered", "AkaConfirmationResponse"},
                                     {"Registered", "Reauthenticate"},
                                     {"Registered", "Deregister"},
                                     {"AwaitingDeregistrationAccept", "DeregistrationRequest"},
                                     {"AwaitingDeregistrationAccept", "NetworkDeregistrationAccept"},
                                     {"AwaitingDeregistrationAccept", "TimerExpired"},
                                 }));
}

TEST(AcceptedPairs, OfTheAusf) {
    EXPECT_THAT(pairs_of("ausf"), ElementsAreArray(AcceptedPairs{
                                      {"Idle", "AuthenticateRequest"},
                                      {"Idle", "RemoveContext"},
                                      {"Idle", "UeAuthDeregisterRequest"},
                                      {"AwaitingVector", "GenerateAuthDataResponse"},
                                      {"AwaitingResStar", "AkaConfirmationRequest"},
                                      {"AwaitingResStar", "TimerExpired"},
                                      {"AwaitingEapResponse", "EapSessionRequest"},
                                      {"AwaitingEapResponse", "TimerExpired"},
                                      {"AwaitingFreshVector", "GenerateAuthDataResponse"},
                                      {"AwaitingEventAck", "ConfirmAuthResponse"},
                                      {"AwaitingAnchorAck", "RegisterAnchorKeyResponse"},
                                      {"AwaitingAnchorAck", "TimerExpired"},
                                      {"AwaitingRemoval", "RemoveContextResponse"},
                                  }));
}

TEST(AcceptedPairs, OfUdmAanfAndConfigurationFunction) {
    EXPECT_THAT(pairs_of("udm"), ElementsAreArray(AcceptedPairs{{"Serving", "GenerateAuthDataRequest"},
                                                                {"Serving", "ConfirmAuthRequest"},
                                                                {"Serving", "AmfRegistrationRequest"},
                                                                {"Serving", "GetAmfRegistrationRequest"},
                                                                {"Serving", "AuthTriggerRequest"},
                                                                {"Serving", "IdTranslationRequest"},
                                                                {"Serving", "ReauthAck"},
                                                                {"Serving", "UeAuthDeregisterResponse"},
                                                                {"Serving", "RemoveContext"}}));
    EXPECT_THAT(pairs_of("aanf"),
                ElementsAreArray(AcceptedPairs{{"Serving", "RegisterAnchorKeyRequest"},
                                               {"Serving", "RemoveContextRequest"},
                                               {"Serving", "RetrieveApplicationKeyRequest"},
                                               {"Serving", "RefreshKey"},
                                               {"Serving", "DisableService"},
                                               {"AwaitingServingNetwork", "GetAmfRegistrationResponse"},
                                               {"AwaitingGpsi", "IdTranslationResponse"},
                                               {"AwaitingTrigger", "AuthTriggerResponse"},
                                               {"AwaitingAcks", "ServiceDisableAck"}}));
    EXPECT_THAT(pairs_of("nef"), ElementsAreArray(AcceptedPairs{{"Serving", "RetrieveApplicationKeyRequest"},
                                                                {"Serving", "ServiceDisableNotification"},
                                                                {"AwaitingKey", "RetrieveApplicationKeyResponse"},
                                                                {"AwaitingGpsi", "IdTranslationResponse"},
                                                                {"AwaitingAck", "ServiceDisableAck"}}));
    EXPECT_THAT(pairs_of("mcf"), ElementsAreArray(AcceptedPairs{{"Serving", "AssociationRequest"}}));
}

TEST(AcceptedPairs, OfTheMsgin5gServer) {
    EXPECT_THAT(pairs_of("msgin5g"), ElementsAreArray(AcceptedPairs{
                                         {"Idle", "UaOctets"},
                                         {"AwaitingRequest", "UaOctets"},
                                         {"AwaitingRequest", "TimerExpired"},
                                         {"AwaitingSessionKey", "RetrieveApplicationKeyResponse"},
                                         {"AwaitingSessionKey", "ServiceDisableNotification"},
                                         {"SessionReady", "UaOctets"},
                                         {"SessionReady", "ServiceDisableNotification"},
                                         {"SessionReady", "TimerExpired"},
                                         {"AwaitingKey", "UaOctets"},
                                         {"AwaitingKey", "RetrieveApplicationKeyResponse"},
                                         {"AwaitingKey", "ServiceDisableNotification"},
                                         {"Handshaking", "UaOctets"},
                                         {"Handshaking", "ServiceDisableNotification"},
                                         {"Handshaking", "TimerExpired"},
                                         {"Open", "UaOctets"},
                                         {"Open", "ServiceDisableNotification"},
                                         {"Open", "TimerExpired"},
                                         {"AwaitingAssociation", "UaOctets"},
                                         {"AwaitingAssociation", "AssociationResponse"},
                                         {"AwaitingAssociation", "ServiceDisableNotification"},
                                         {"AwaitingAssociation", "TimerExpired"},
                                         {"AwaitingDigestKey", "UaOctets"},
                                         {"AwaitingDigestKey", "RetrieveApplicationKeyResponse"},
                                         {"AwaitingDigestKey", "ServiceDisableNotification"},
                                         {"AwaitingDigestKey", "TimerExpired"},
                                     }));
}

}  // namespace
