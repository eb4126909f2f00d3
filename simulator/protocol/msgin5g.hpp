// SPDX-License-Identifier: Apache-2.0
// MSGin5G-1 bodies (TS 24.538 6.1 over CoAP). Member names follow TS 29.538 where it has them; the spellings of
// TS 24.538 7.3 were not available and may differ (assumed). Also the seed's explicit session request.
#pragma once

#include "simulator/protocol/body.hpp"

namespace akmasim::msgin5g {

inline constexpr std::string_view path = "/msgin5g";
inline constexpr std::string_view akma_path = "/akma";
inline constexpr std::size_t max_payload_octets = 2048;  // TS 23.554 8.5

enum class MsgType { reg, dereg, msg, msgresp, imdn };
constexpr auto enum_names(MsgType) {
    return std::array{
        std::pair{MsgType::reg, std::string_view("REG")}, std::pair{MsgType::dereg, std::string_view("DEREG")},
        std::pair{MsgType::msg, std::string_view("MSG")}, std::pair{MsgType::msgresp, std::string_view("MSGRESP")},
        std::pair{MsgType::imdn, std::string_view("IMDN")}};
}

// The member every body has: read it first, then the body it names.
struct AnyBody {
    MsgType msg_type{};
    static void fields(auto& m, auto& visit) { visit("msgType", m.msg_type); }
};

struct CliProfile {
    std::optional<int> max_seg_size;
    std::optional<std::string> comm_avail;
    static void fields(auto& m, auto& visit) {
        visit("maxSegSize", m.max_seg_size);
        visit("commAvail", m.comm_avail);
    }
};

struct Reg {
    static constexpr std::string_view name = "REG";
    MsgType msg_type = MsgType::reg;
    UeServiceId ue_service_id;
    std::optional<CliProfile> cli_profile;
    static void fields(auto& m, auto& visit) {
        visit("msgType", m.msg_type);
        visit("ueSvcId", m.ue_service_id);
        visit("cliProfile", m.cli_profile);
    }
};

struct Dereg {
    static constexpr std::string_view name = "DEREG";
    MsgType msg_type = MsgType::dereg;
    UeServiceId ue_service_id;
    static void fields(auto& m, auto& visit) {
        visit("msgType", m.msg_type);
        visit("ueSvcId", m.ue_service_id);
    }
};

enum class AddrType { ue, as, group, bc, topic };
constexpr auto enum_names(AddrType) {
    return std::array{std::pair{AddrType::ue, std::string_view("UE")}, std::pair{AddrType::as, std::string_view("AS")},
                      std::pair{AddrType::group, std::string_view("GROUP")},
                      std::pair{AddrType::bc, std::string_view("BC")},
                      std::pair{AddrType::topic, std::string_view("TOPIC")}};
}

struct Address {
    AddrType addr_type = AddrType::ue;
    UeServiceId addr;
    static void fields(auto& m, auto& visit) {
        visit("addrType", m.addr_type);
        visit("addr", m.addr);
    }
};

struct StoAndFwParams {
    std::optional<DateTime> expr_time;
    static void fields(auto& m, auto& visit) { visit("exprTime", m.expr_time); }
};

struct Msg {
    static constexpr std::string_view name = "MSG";
    MsgType msg_type = MsgType::msg;
    Address ori_addr;
    Address dest_addr;
    std::string msg_id;  // UUID text
    std::optional<std::string> app_id;
    std::optional<bool> deliv_st_req_ind;
    std::optional<std::string> payload;  // base64; payload_octets() decodes
    std::optional<std::string> priority;
    bool sto_and_fw_ind = false;
    std::optional<StoAndFwParams> sto_and_fw_params;
    static void fields(auto& m, auto& visit) {
        visit("msgType", m.msg_type);
        visit("oriAddr", m.ori_addr);
        visit("destAddr", m.dest_addr);
        visit("msgId", m.msg_id);
        visit("appId", m.app_id);
        visit("delivStReqInd", m.deliv_st_req_ind);
        visit("payload", m.payload);
        visit("priority", m.priority);
        visit("stoAndFwInd", m.sto_and_fw_ind);
        visit("stoAndFwParams", m.sto_and_fw_params);
    }
};
Result<Octets> payload_octets(const Msg& message);

// The body of every answer: to REG and DEREG with ueSvcId and result, to MSG with oriAddr and msgId.
struct MsgResp {
    static constexpr std::string_view name = "MSGRESP";
    MsgType msg_type = MsgType::msgresp;
    std::optional<UeServiceId> ue_service_id;
    std::optional<std::string> result;  // "SUCCESS"
    std::optional<Address> ori_addr;
    std::optional<std::string> msg_id;
    std::optional<std::string> status;         // "DELY_STORED", "DELY_FAILED"
    std::optional<std::string> failure_cause;  // "UE_SVC_ID_NOT_ASSOCIATED", ...
    static void fields(auto& m, auto& visit) {
        visit("msgType", m.msg_type);
        visit("ueSvcId", m.ue_service_id);
        visit("result", m.result);
        visit("oriAddr", m.ori_addr);
        visit("msgId", m.msg_id);
        visit("status", m.status);
        visit("failureCause", m.failure_cause);
    }
};

struct Imdn {
    static constexpr std::string_view name = "IMDN";
    MsgType msg_type = MsgType::imdn;
    Address ori_addr;
    Address dest_addr;
    std::string msg_id;
    std::string deliv_st;  // "REPT_DELY_SUCCESS", "REPT_DELY_FAILED"
    std::optional<std::string> failure_cause;
    static void fields(auto& m, auto& visit) {
        visit("msgType", m.msg_type);
        visit("oriAddr", m.ori_addr);
        visit("destAddr", m.dest_addr);
        visit("msgId", m.msg_id);
        visit("delivSt", m.deliv_st);
        visit("failureCause", m.failure_cause);
    }
};

// Seed only: POST /akma over coap+tcp in clear, before TLS. Answered 2.01, or 4.xx with a cause.
struct AppSessionRequest {
    static constexpr std::string_view name = "AppSessionRequest";
    AKid a_kid;
    static void fields(auto& m, auto& visit) { visit("aKId", m.a_kid); }
};

struct AppSessionResponse {
    static constexpr std::string_view name = "AppSessionResponse";
    std::string result;  // "SUCCESS", "FAILURE"
    std::optional<std::string> failure_cause;
    static void fields(auto& m, auto& visit) {
        visit("result", m.result);
        visit("failureCause", m.failure_cause);
    }
};

}  // namespace akmasim::msgin5g
