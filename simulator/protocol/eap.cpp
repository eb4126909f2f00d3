// SPDX-License-Identifier: Apache-2.0
// EAP octets from the field lists: RFC 3748 4 for the header, RFC 4187 8.1 for the attributes.
#include "simulator/protocol/eap.hpp"

#include <algorithm>
#include <bitset>
#include <type_traits>

#include <fmt/format.h>

namespace akmasim::eap {
namespace {

constexpr std::size_t header_octets = 4;      // code, identifier, length (2)
constexpr std::size_t aka_header_octets = 8;  // and type, subtype, reserved (2)
constexpr std::size_t longest_attribute = 255 * 4;
constexpr std::uint8_t first_skippable = 128;
constexpr std::uint8_t at_mac = 11;

std::uint16_t number_at(View octets, std::size_t at) {
    return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}
void put_number(Octets& out, std::size_t number) {
    out.push_back(static_cast<Octet>(number >> 8));
    out.push_back(static_cast<Octet>(number));
}

View octets_of(const std::string& text) { return view_of(text); }
View octets_of(const ServingNetworkName& name) { return view_of(name.text()); }
template <class Fixed>
requires requires(const Fixed& value) { value.view(); }
View octets_of(const Fixed& value) { return value.view(); }

template <class T>
struct IsMany : std::false_type {};
template <class T>
struct IsMany<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

// ---- encoding ----

class Encoder {
public:
    explicit Encoder(Octets& out) : out_(out) {}

    template <class T, class How>
    void operator()(std::string_view name, const T& value, How how) {
        if constexpr (IsMany<T>::value) {
            for (const auto& one : value) put(name, one, how);
        } else if constexpr (IsOptional<T>::value) {
            if (value) put(name, *value, how);
        } else {
            put(name, value, how);
        }
    }

    std::optional<Error> error;

private:
    void put(std::string_view name, bool present, at::Flag how) {
        if (present) attribute(name, how.type, 0, {});
    }
    void put(std::string_view name, std::uint16_t value, at::Number how) { attribute(name, how.type, value, {}); }
    template <class T>
    void put(std::string_view name, const T& value, at::Alone how) {
        attribute(name, how.type, std::nullopt, octets_of(value));
    }
    template <class T>
    void put(std::string_view name, const T& value, at::Reserved how) {
        attribute(name, how.type, 0, octets_of(value));
    }
    template <class T>
    void put(std::string_view name, const T& value, at::Bits how) {
        attribute(name, how.type, octets_of(value).size() * 8, octets_of(value));
    }
    template <class T>
    void put(std::string_view name, const T& value, at::Counted how) {
        attribute(name, how.type, octets_of(value).size(), octets_of(value));
    }
    void put(std::string_view, const std::string& value, at::Data) { append(out_, view_of(value)); }

    void attribute(std::string_view name, std::uint8_t type, std::optional<std::size_t> number, View value) {
        const std::size_t size = (number ? 4 : 2) + value.size();
        const std::size_t padded = (size + 3) / 4 * 4;
        if (padded > longest_attribute) {
            error = Error{Cause::invalid, fmt::format("{}: {} octets do not fit an attribute", name, value.size())};
            return;
        }
        out_.push_back(type);
        out_.push_back(static_cast<Octet>(padded / 4));
        if (number) put_number(out_, *number);
        append(out_, value);
        out_.resize(out_.size() + padded - size);
    }
    Octets& out_;
};

// ---- decoding ----

Result<void> take(View octets, std::string& value) {
    value = std::string(text_of(octets));
    return {};
}
Result<void> take(View octets, ServingNetworkName& value) {
    value = ServingNetworkName(std::string(text_of(octets)));
    return {};
}
Result<void> take(View octets, Checkcode& value) {
    if (octets.size() != 0 && octets.size() != Checkcode::most)
        return fail(Cause::malformed, "expected 32 octets or none");
    value = TRY(Checkcode::from(octets));
    return {};
}
template <class Fixed>
requires requires(const Fixed& value) { value.view(); }
Result<void> take(View octets, Fixed& value) {
    value = TRY(Fixed::from(octets));
    return {};
}

// The value of `count` octets behind the two octets of its length: the attribute must be as short as can be.
Result<View> counted(View contents, std::size_t count) {
    if (contents.size() - 2 != (count + 3) / 4 * 4)
        return fail(Cause::malformed, fmt::format("{} octets do not go with the attribute's length", count));
    return contents.subspan(2, count);
}

Result<void> take_as(View contents, bool& value, at::Flag) {
    if (contents.size() != 2) return fail(Cause::malformed, "expected 2 reserved octets");
    value = true;
    return {};
}
Result<void> take_as(View contents, std::uint16_t& value, at::Number) {
    if (contents.size() != 2) return fail(Cause::malformed, "expected 2 octets");
    value = number_at(contents, 0);
    return {};
}
template <class T>
Result<void> take_as(View contents, T& value, at::Alone) {
    return take(contents, value);
}
template <class T>
Result<void> take_as(View contents, T& value, at::Reserved) {
    return take(contents.subspan(2), value);
}
template <class T>
Result<void> take_as(View contents, T& value, at::Bits) {
    const std::size_t bits = number_at(contents, 0);
    // RFC 4187 10.8: any number of bits from 32 to 128; those that are no whole octets no algorithm here makes.
    if (bits % 8 != 0) return fail(Cause::malformed, fmt::format("{} bits are no whole octets", bits));
    return take(TRY(counted(contents, bits / 8)), value);
}
template <class T>
Result<void> take_as(View contents, T& value, at::Counted) {
    return take(TRY(counted(contents, number_at(contents, 0))), value);
}

// One attribute: visits the field list for the field of its type.
class AttributeDecoder {
public:
    AttributeDecoder(std::uint8_t type, View contents, bool repeated)
        : type_(type), contents_(contents), repeated_(repeated) {}

    template <class T, class How>
    void operator()(std::string_view name, T& value, How how) {
        if (how.type != type_) return;
        found = true;
        auto taken = fill(value, how);
        if (!taken) error = Error{Cause::malformed, fmt::format("{}: {}", name, taken.error().detail)};
    }
    void operator()(std::string_view, std::string&, at::Data) {}

    bool found = false;
    std::optional<Error> error;

private:
    template <class T, class How>
    Result<void> fill(T& value, How how) {
        if constexpr (IsMany<T>::value) {
            return take_as(contents_, value.emplace_back(), how);
        } else if (repeated_) {
            return fail(Cause::malformed, "a second time");
        } else if constexpr (IsOptional<T>::value) {
            return take_as(contents_, value.emplace(), how);
        } else {
            return take_as(contents_, value, how);
        }
    }
    std::uint8_t type_;
    View contents_;
    bool repeated_;
};

// After the last attribute: a field that is neither optional, repeatable nor a flag must have been there.
class MissingFinder {
public:
    explicit MissingFinder(const std::bitset<256>& seen) : seen_(seen) {}

    template <class T, class How>
    void operator()(std::string_view name, const T&, How how) {
        constexpr bool must = !IsMany<T>::value && !IsOptional<T>::value && !std::is_same_v<T, bool>;
        if (must && !seen_[how.type] && missing.empty()) missing = name;
    }
    void operator()(std::string_view, const std::string&, at::Data) {}

    std::string_view missing;

private:
    const std::bitset<256>& seen_;
};

struct Attribute {
    std::uint8_t type;
    View contents;  // at least 2 octets
};

Result<Attribute> take_attribute(View& left) {
    if (left.size() < 2) return fail(Cause::malformed, "an attribute of one octet");
    const std::size_t size = std::size_t{left[1]} * 4;
    if (size == 0 || size > left.size())
        return fail(Cause::malformed, fmt::format("attribute {} of {} octets, {} left", left[0], size, left.size()));
    const Attribute attribute{left[0], left.subspan(2, size - 2)};
    left = left.subspan(size);
    return attribute;
}

template <class T>
Result<void> decode_attributes(T& message, View left) {
    if constexpr (requires { message.kdf; }) message.kdf.clear();
    std::bitset<256> seen;
    while (!left.empty()) {
        const auto [type, contents] = TRY(take_attribute(left));
        AttributeDecoder decoder(type, contents, seen[type]);
        T::fields(message, decoder);
        if (decoder.error) return tl::unexpected<Error>(*decoder.error);
        // RFC 4187 8.1: what is not known from 0 to 127 must not be passed over.
        if (!decoder.found && type < first_skippable)
            return fail(Cause::malformed, fmt::format("attribute {} does not belong here", type));
        seen.set(type);
    }
    MissingFinder finder(seen);
    T::fields(message, finder);
    if (!finder.missing.empty()) return fail(Cause::malformed, fmt::format("{}: missing", finder.missing));
    return {};
}

Result<void> check(const AkaIdentityRequest& m) {
    if (m.permanent_id_req + m.any_id_req + m.fullauth_id_req == 1) return {};
    return fail(Cause::malformed, "expected one of the three kinds of identity to be asked for");
}
Result<void> check(const auto&) { return {}; }

class DataDecoder {
public:
    explicit DataDecoder(View data) : data_(data) {}
    void operator()(std::string_view, std::string& value, at::Data) { value = std::string(text_of(data_)); }

private:
    View data_;
};

template <class T>
Result<Message> decode_as(View octets) {
    T message;
    const auto refuse = [](const Error& error) {
        return fail(error.cause, fmt::format("EAP {}: {}", T::name, error.detail));
    };
    if constexpr (T::method == Method::none) {
        if (octets.size() != header_octets) return refuse({Cause::malformed, "expected no octet behind the header"});
    } else if constexpr (T::method == Method::identity) {
        DataDecoder decoder(octets.subspan(header_octets + 1));
        T::fields(message, decoder);
    } else {
        if (auto done = decode_attributes(message, octets.subspan(aka_header_octets)); !done)
            return refuse(done.error());
        if (auto done = check(message); !done) return refuse(done.error());
    }
    return Message(std::move(message));
}

template <class... T>
Result<Message> decode_kind(Code code, Method method, std::uint8_t subtype, View octets,
                            std::type_identity<std::variant<T...>>) {
    Result<Message> result =
        fail(Cause::malformed, fmt::format("EAP code {} with type {} and subtype {} is not known",
                                           static_cast<int>(code), static_cast<int>(method), subtype));
    const auto is = [&](Code c, Method m, std::uint8_t s) { return c == code && m == method && s == subtype; };
    (void)((is(T::code, T::method, T::subtype) && (result = decode_as<T>(octets), true)) || ...);
    return result;
}

}  // namespace

Result<Octets> encode(const Packet& packet) {
    return std::visit(
        [&](const auto& held) -> Result<Octets> {
            Octets out{static_cast<Octet>(held.code), packet.identifier, 0, 0};
            if (held.method != Method::none) out.push_back(static_cast<Octet>(held.method));
            if (held.method == Method::aka_prime) append(out, std::array<Octet, 3>{held.subtype, 0, 0});
            Encoder encoder(out);
            held.fields(held, encoder);
            if (out.size() > 0xffff) return fail(Cause::invalid, "more octets than an EAP packet can hold");
            if (encoder.error) return tl::unexpected<Error>(*encoder.error);
            out[2] = static_cast<Octet>(out.size() >> 8);
            out[3] = static_cast<Octet>(out.size());
            return out;
        },
        packet.message);
}

Result<Packet> decode(View octets) {
    if (octets.size() < header_octets) return fail(Cause::malformed, "an EAP packet has 4 octets at least");
    if (number_at(octets, 2) != octets.size()) {
        return fail(Cause::malformed, fmt::format("EAP length {}, but {} octets", number_at(octets, 2), octets.size()));
    }
    const auto code = static_cast<Code>(octets[0]);
    const bool typed = code == Code::request || code == Code::response;
    if (typed && octets.size() == header_octets) return fail(Cause::malformed, "an EAP packet without its type");
    const auto method = typed ? static_cast<Method>(octets[header_octets]) : Method::none;
    if (method == Method::aka_prime && octets.size() < aka_header_octets)
        return fail(Cause::malformed, "an EAP-AKA' packet shorter than its header");
    const auto subtype = method == Method::aka_prime ? octets[header_octets + 1] : Octet{0};
    auto message = TRY(decode_kind(code, method, subtype, octets, std::type_identity<Message>{}));
    return Packet{octets[1], std::move(message)};
}

Result<Octets> with_mac_zeroed(View octets) {
    TRY(decode(octets));
    Octets zeroed(octets.begin(), octets.end());
    if (octets.size() > aka_header_octets && octets[header_octets] == static_cast<Octet>(Method::aka_prime)) {
        for (View left = octets.subspan(aka_header_octets); !left.empty();) {
            const auto attribute = TRY(take_attribute(left));
            if (attribute.type != at_mac) continue;
            const auto value = attribute.contents.subspan(2);
            std::fill_n(zeroed.begin() + (value.data() - octets.data()), value.size(), Octet{0});
            return zeroed;
        }
    }
    return fail(Cause::malformed, "an EAP packet without AT_MAC");
}

std::string_view name_of(const Message& message) {
    return std::visit([](const auto& held) { return held.name; }, message);
}
std::string_view clause_of(const Message& message) {
    return std::visit([](const auto& held) { return held.clause; }, message);
}
Code code_of(const Message& message) {
    return std::visit([](const auto& held) { return held.code; }, message);
}

Result<Payload> Payload::from_base64(std::string_view text) {
    auto octets = TRY(akmasim::from_base64(text));
    return Payload{std::move(octets)};
}

}  // namespace akmasim::eap
