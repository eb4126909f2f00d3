// SPDX-License-Identifier: Apache-2.0
// N1 for readers: the security header if there is one, then the fields of the plain message.
#include "simulator/protocol/describe_nas.hpp"

#include <fmt/format.h>

#include "simulator/protocol/nas.hpp"
#include "simulator/protocol/view_writer.hpp"

namespace akmasim {
namespace {

constexpr std::uint8_t container_iei = 0x71;
constexpr std::uint8_t eap_iei = 0x78;  // in every message that is modelled

// The field list of a NAS message: how a field lies in the octets does not matter here, what it means does.
class NasViewWriter : public ViewWriter {
public:
    using ViewWriter::ViewWriter;

    template <class T, class How>
    void operator()(std::string_view name, const T& value, How how) {
        write(name, value, how);
    }
    template <class T, class How>
    void operator()(std::string_view name, const std::optional<T>& value, How how) {
        if (value) write(name, *value, how);
    }

private:
    template <class T, class How>
    void write(std::string_view name, const T& value, How) {
        ViewWriter::operator()(name, value);
    }
    void write(std::string_view name, const Octets& packet, nas::ie::LVE) {
        out_.key(name);
        write_eap(out_, packet, redactor_);
    }
    void write(std::string_view name, const Octets& value, nas::ie::TLVE how) {
        // TS 24.501 9.11.2.2: of all that is kept as octets, these two IEs hold a message of their own.
        if (how.iei == eap_iei) return write(name, value, nas::ie::LVE{});
        const auto message = how.iei == container_iei ? nas::decode(value) : fail(Cause::malformed, {});
        out_.key(name);
        const auto* request = message ? std::get_if<nas::RegistrationRequest>(&*message) : nullptr;
        if (request == nullptr) return put(value);
        out_.open_object();
        nas::RegistrationRequest::fields(*request, *this);
        out_.close_object();
    }
    template <class How>
    void write(std::string_view, const nas::MobileIdentity& identity, How) {
        std::visit([this](const auto& held) { this->write_identity(held); }, identity);
    }
    template <class How>
    void write(std::string_view name, const nas::SecurityCapability& capability, How) {
        out_.key(name).open_object();
        write_algorithms("ea", "EA", capability.ea);
        write_algorithms("ia", "IA", capability.ia);
        out_.close_object();
    }

    void write_algorithms(std::string_view key, std::string_view prefix, int offered) {
        out_.key(key).open_array();
        for (int algorithm = 0; algorithm < 8; ++algorithm) {
            if ((offered >> (7 - algorithm) & 1) != 0) out_.string(fmt::format("{}{}", prefix, algorithm));
        }
        out_.close_array();
    }
    void write_identity(const nas::Suci& suci);
    void write_identity(const nas::Guti& guti);
    void write_identity(const nas::OtherIdentity& other) { out_.key("identity").string(hex(other.contents)); }
};

void NasViewWriter::write_identity(const nas::Suci& suci) {
    out_.key("suci").open_object();
    out_.key("text").string(text_or_hex(view_of(suci.text().text())));
    out_.key("supiFormat").integer(static_cast<int>(suci.supi_format));
    if (suci.supi_format == nas::SupiFormat::imsi) {
        out_.key("mcc").string(suci.mcc);
        out_.key("mnc").string(suci.mnc);
    } else {
        out_.key("realm").string(text_or_hex(view_of(suci.realm)));
    }
    out_.key("routingIndicator").string(suci.routing_indicator);
    out_.key("protectionScheme").integer(suci.protection_scheme);
    out_.key("homeNetworkPublicKeyId").integer(suci.home_network_public_key_id);
    out_.key("schemeOutput").string(hex(suci.scheme_output));
    out_.key("supiRevealed").boolean(suci.supi_revealed());
    out_.close_object();
}

void NasViewWriter::write_identity(const nas::Guti& guti) {
    out_.key("guti").open_object();
    out_.key("text").string(guti.text());
    out_.key("mcc").string(guti.mcc);
    out_.key("mnc").string(guti.mnc);
    out_.key("tmsi").string(fmt::format("{:08x}", guti.tmsi));
    out_.close_object();
}

}  // namespace

Description describe_nas(View octets, View plain, Redactor& redactor) {
    Description description{"Undecodable", "TS 24.501 9.1", {}, {}};
    json::Writer out(description.fields_json);
    NasViewWriter visit(out, redactor);
    const auto outer = nas::decode_outer(octets);
    out.open_object();
    if (outer && !outer->is_plain()) {
        out.key("securityHeaderType").integer(static_cast<int>(outer->security_header_type));
        out.key("sn").integer(outer->sn);
    }
    const auto message = !plain.empty() ? nas::decode(plain)
                         : outer        ? nas::decode(outer->body)
                                        : fail(outer.error().cause, outer.error().detail);
    if (message) {
        description.name = nas::name_of(*message);
        description.clause = nas::clause_of(*message);
        std::visit([&](const auto& held) { held.fields(held, visit); }, *message);
    } else if (outer && outer->is_ciphered() && plain.empty()) {
        description.name = "Ciphered";
        description.clause = "TS 24.501 8.2.28";
    } else {
        out.key("error").string(message.error().detail);
    }
    out.close_object();
    return description;
}

}  // namespace akmasim
