// SPDX-License-Identifier: Apache-2.0
// The pen: a visitor of a message's field list that changes one field.
#include "simulator/protocol/rewrite.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "simulator/protocol/body.hpp"
#include "simulator/protocol/nas.hpp"

namespace akmasim {
namespace {

Result<std::string_view> text_in(const json::Value& value) {
    const auto text = value.string();
    if (!text) return fail(Cause::invalid, "expected text");
    return *text;
}

Result<Octets> octets_in(const json::Value& value) {
    auto octets = from_hex(TRY(text_in(value)));
    if (!octets) return fail(Cause::invalid, "expected hexadecimal digits");
    return octets;
}

class NasPen {
public:
    NasPen(std::string_view path, const json::Value& value) : path_(path), value_(value) {}

    template <class T, class How>
    void operator()(std::string_view name, T& field, How) {
        visit(name, field);
    }
    template <class T, class How>
    void operator()(std::string_view name, std::optional<T>& field, How) {
        if (!is_meant(name, static_cast<const T*>(nullptr))) return;
        if (path_ == name && value_.kind() == json::Kind::null) {
            field.reset();
            done = Result<void>{};
            return;
        }
        if (!field) field.emplace();
        visit(name, *field);
    }

    Result<void> done = fail(Cause::invalid, "the message has no such field");

private:
    // A mobile identity is shown under the name of its kind.
    static bool is_under(std::string_view path, std::string_view name) {
        return path == name || (path.starts_with(name) && path[name.size()] == '.');
    }
    template <class T>
    bool is_meant(std::string_view name, const T*) const {
        return is_under(path_, name);
    }
    bool is_meant(std::string_view name, const nas::MobileIdentity*) const {
        return is_under(path_, name) || is_under(path_, "suci") || is_under(path_, "guti");
    }
    template <class T>
    void visit(std::string_view name, T& field) {
        if (!is_meant(name, static_cast<const T*>(nullptr))) return;
        const auto dot = path_.find('.');
        done = put(field, dot == std::string_view::npos ? std::string_view() : path_.substr(dot + 1));
    }

    template <class T>
    requires(std::is_integral_v<T> || std::is_enum_v<T>) Result<void> put(T& field, std::string_view rest) {
        if (!rest.empty()) return fail(Cause::invalid, "the field has no parts");
        const auto flag = value_.boolean();
        const auto number = flag ? std::optional<std::int64_t>(*flag ? 1 : 0) : value_.integer();
        if (!number || *number < 0 || *number > 255) return fail(Cause::invalid, "expected a number of 0 to 255");
        field = static_cast<T>(*number);
        return {};
    }
    Result<void> put(Octets& field, std::string_view rest) {
        if (!rest.empty()) return fail(Cause::invalid, "the field has no parts");
        field = TRY(octets_in(value_));
        return {};
    }
    template <Name name, std::size_t size>
    Result<void> put(FixedOctets<name, size>& field, std::string_view rest) {
        if (!rest.empty()) return fail(Cause::invalid, "the field has no parts");
        auto octets = FixedOctets<name, size>::from(TRY(octets_in(value_)));
        if (!octets) return fail(Cause::invalid, octets.error().detail);
        field = *octets;
        return {};
    }
    Result<void> put(nas::SecurityCapability& field, std::string_view rest) {
        if (rest != "ea" && rest != "ia") return fail(Cause::invalid, "expected .ea or .ia");
        std::uint8_t bits = 0;
        if (value_.kind() != json::Kind::array) return fail(Cause::invalid, "expected a list such as [EA0, EA2]");
        for (const auto& element : value_.elements()) {
            const auto name = TRY(text_in(element));
            const bool known = name.size() == 3 && name.substr(0, 2) == (rest == "ea" ? "EA" : "IA") &&
                               name[2] >= '0' && name[2] <= '7';
            if (!known) return fail(Cause::invalid, "expected a list such as [EA0, EA2]");
            bits = static_cast<std::uint8_t>(bits | 0x80 >> (name[2] - '0'));
        }
        (rest == "ea" ? field.ea : field.ia) = bits;
        return {};
    }
    Result<void> put(nas::MobileIdentity& field, std::string_view rest) {
        if (path_ == "identity") {
            field = nas::OtherIdentity{TRY(octets_in(value_))};
            return {};
        }
        auto* suci = std::get_if<nas::Suci>(&field);
        if (!path_.starts_with("suci.") || suci == nullptr)
            return fail(Cause::invalid, "the message carries no SUCI; `identity` takes the octets of any identity");
        if (rest == "mcc") return put_text(suci->mcc);
        if (rest == "mnc") return put_text(suci->mnc);
        if (rest == "routingIndicator") return put_text(suci->routing_indicator);
        if (rest == "protectionScheme") return put(suci->protection_scheme, {});
        if (rest == "homeNetworkPublicKeyId") return put(suci->home_network_public_key_id, {});
        if (rest == "schemeOutput") return put(suci->scheme_output, {});
        return fail(Cause::invalid, "a SUCI has no such part that can be set");
    }
    Result<void> put_text(std::string& field) {
        const auto text = TRY(text_in(value_));
        const bool digits = !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == text.npos;
        if (!digits) return fail(Cause::invalid, "expected 1 to 4 digits");
        field = std::string(text);
        return {};
    }

    std::string_view path_;
    const json::Value& value_;
};

Result<void> rewrite_nas(Octets& octets, std::string_view field, const json::Value& value) {
    auto outer = TRY(nas::decode_outer(octets));
    auto message = nas::decode(outer.body);
    if (!message) return fail(Cause::invalid, "the message is ciphered, or is no NAS message");
    NasPen pen(field, value);
    std::visit([&](auto& held) { held.fields(held, pen); }, *message);
    TRY(std::move(pen.done));
    outer.body = nas::encode(*message);
    octets = outer.is_plain() ? outer.body : nas::encode_outer(outer);
    return {};
}

// The object's text with one member, at a dotted path, replaced, added or (null) taken away.
std::string with_member(const json::Value* object, std::string_view path, std::string_view value) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    std::string text;
    json::Writer out(text);
    out.open_object();
    bool there = false;
    const auto put = [&](const json::Value* member) {
        there = true;
        if (dot == std::string_view::npos && value != "null") out.key(name).raw(value);
        if (dot != std::string_view::npos) out.key(name).raw(with_member(member, path.substr(dot + 1), value));
    };
    if (object != nullptr && object->kind() == json::Kind::object) {
        for (const auto& [key, member] : object->members()) {
            if (key == name)
                put(&member);
            else
                out.key(key).raw(member.text());
        }
    }
    if (!there) put(nullptr);
    out.close_object();
    return text;
}

Result<void> rewrite_head(HttpHead& head, std::string_view field, const json::Value& value) {
    if (field == "status") {
        const auto status = value.integer();
        if (!status || *status < 100 || *status > 599 || head.status == 0)
            return fail(Cause::invalid, "expected a response, and a status of 100 to 599");
        head.status = static_cast<int>(*status);
        return {};
    }
    const bool gone = value.kind() == json::Kind::null;
    auto text = gone ? std::string() : std::string(TRY(text_in(value)));
    auto& member = field == "method"                 ? head.method
                   : field == "path"                 ? head.path
                   : field == "authorization"        ? head.authorization
                   : field == "originationTimestamp" ? head.origination_timestamp
                                                     : head.location;
    member = std::move(text);
    return {};
}

Result<void> rewrite_sbi(Envelope& envelope, const Setting& setting, const json::Value& value) {
    const auto& field = setting.field;
    constexpr std::array<std::string_view, 6> of_head{"status",   "method",        "path",
                                                      "location", "authorization", "originationTimestamp"};
    if (std::ranges::find(of_head, field) != of_head.end())
        return rewrite_head(*envelope.http, field, value);
    json::Document document;
    std::string text;
    if (envelope.octets.empty()) {
        text = with_member(nullptr, field, setting.json);
    } else {
        const auto body = document.parse(text_of(envelope.octets));
        if (!body || body->kind() != json::Kind::object) return fail(Cause::invalid, "the body is no JSON object");
        text = with_member(&*body, field, setting.json);
    }
    envelope.octets.assign(text.begin(), text.end());
    return {};
}

}  // namespace

Result<void> rewrite(Envelope& envelope, const Setting& setting) {
    json::Document document;
    const auto value = TRY(document.parse(setting.json));
    const auto named = [&](const Error& error) {
        return fail(error.cause, fmt::format("{}: {}", setting.field, error.detail));
    };
    Result<void> done = fail(Cause::invalid, "set is for N1 and the service-based interfaces");
    if (envelope.link == Link::n1) done = rewrite_nas(envelope.octets, setting.field, value);
    if (envelope.http) done = rewrite_sbi(envelope, setting, value);
    if (!done) return named(done.error());
    return {};
}

}  // namespace akmasim
