// SPDX-License-Identifier: Apache-2.0
// NAS octets from the field lists: TS 24.007 11.2 says how an information element lies in the octets.
#include "simulator/protocol/nas.hpp"

#include <array>
#include <bitset>
#include <type_traits>

#include <fmt/format.h>

namespace akmasim::nas {
namespace {

template <class T>
constexpr bool is_one_octet = std::is_enum_v<T> || std::is_integral_v<T>;

// ---- contents of an IE ----

template <class T>
requires is_one_octet<T>
void put(Octets& out, const T& value) { out.push_back(static_cast<Octet>(value)); }
void put(Octets& out, const Octets& value) { append(out, value); }
void put(Octets& out, const MobileIdentity& value) { append(out, octets_of(value)); }
void put(Octets& out, const SecurityCapability& value) {
    out.push_back(value.ea);
    out.push_back(value.ia);
    append(out, value.more);
}
template <Name name, std::size_t size>
void put(Octets& out, const FixedOctets<name, size>& value) {
    append(out, value.view());
}

Result<void> take(View contents, bool& value) {
    if (contents.size() != 1 || contents[0] > 1) return fail(Cause::malformed, "expected one octet, 0 or 1");
    value = contents[0] == 1;
    return {};
}
template <class T>
requires is_one_octet<T> Result<void> take(View contents, T& value) {
    if (contents.size() != 1) return fail(Cause::malformed, fmt::format("expected one octet, got {}", contents.size()));
    value = static_cast<T>(contents[0]);
    return {};
}
Result<void> take(View contents, Octets& value) {
    if (contents.empty()) return fail(Cause::malformed, "empty");
    value.assign(contents.begin(), contents.end());
    return {};
}
Result<void> take(View contents, MobileIdentity& value) {
    value = TRY(identity_from(contents));
    return {};
}
Result<void> take(View contents, SecurityCapability& value) {
    if (contents.size() < 2 || contents.size() > 8) return fail(Cause::malformed, "expected 2 to 8 octets");
    value.ea = contents[0];
    value.ia = contents[1];
    value.more.assign(contents.begin() + 2, contents.end());
    return {};
}
template <Name name, std::size_t size>
Result<void> take(View contents, FixedOctets<name, size>& value) {
    value = TRY((FixedOctets<name, size>::from(contents)));
    return {};
}

template <class T>
constexpr std::size_t fixed_size = 1;
template <Name name, std::size_t size>
constexpr std::size_t fixed_size<FixedOctets<name, size>> = size;

// ---- encoding ----

class Encoder {
public:
    explicit Encoder(Octets& out) : out_(out) {}

    template <class T>
    void operator()(std::string_view, const T& value, ie::Bits bits) {
        if (bits.shift == 0) out_.push_back(0);
        const int part = static_cast<int>(value) & ((1 << bits.width) - 1);
        out_.back() = static_cast<Octet>(out_.back() | part << bits.shift);
    }
    template <class T>
    void operator()(std::string_view, const T& value, ie::V) {
        put(out_, value);
    }
    template <class T>
    void operator()(std::string_view, const T& value, ie::LV) {
        counted(value, 1);
    }
    template <class T>
    void operator()(std::string_view, const T& value, ie::LVE) {
        counted(value, 2);
    }

    template <class T>
    void operator()(std::string_view, const std::optional<T>& value, ie::TV how) {
        if (value) put(tagged(how.iei), *value);
    }
    template <class T>
    void operator()(std::string_view, const std::optional<T>& value, ie::TLV how) {
        if (value) tagged(how.iei), counted(*value, 1);
    }
    template <class T>
    void operator()(std::string_view, const std::optional<T>& value, ie::TLVE how) {
        if (value) tagged(how.iei), counted(*value, 2);
    }

private:
    Octets& tagged(std::uint8_t iei) {
        out_.push_back(iei);
        return out_;
    }
    template <class T>
    void counted(const T& value, int octets_of_length) {
        Octets contents;
        put(contents, value);
        if (octets_of_length == 2) out_.push_back(static_cast<Octet>(contents.size() >> 8));
        out_.push_back(static_cast<Octet>(contents.size()));
        append(out_, contents);
    }
    Octets& out_;
};

// ---- decoding ----

// Takes octets from the front of what is left.
class Cursor {
public:
    explicit Cursor(View octets) : left_(octets) {}

    [[nodiscard]] bool empty() const { return left_.empty(); }
    [[nodiscard]] Octet peek() const { return left_.front(); }
    Result<View> octets(std::size_t count) {
        if (left_.size() < count)
            return fail(Cause::malformed, fmt::format("{} octets expected, {} left", count, left_.size()));
        const View front = left_.first(count);
        left_ = left_.subspan(count);
        return front;
    }
    void end() { left_ = {}; }
    Result<View> counted(std::size_t octets_of_length) {
        std::size_t length = 0;
        for (const Octet octet : TRY(octets(octets_of_length))) length = length << 8 | octet;
        return octets(length);
    }

private:
    View left_;
};

// The mandatory fields, in their order.
class Mandatory {
public:
    explicit Mandatory(Cursor& cursor) : cursor_(cursor) {}

    template <class T>
    void operator()(std::string_view name, T& value, ie::Bits bits) {
        attempt(name, [&]() -> Result<void> {
            if (cursor_.empty()) return fail(Cause::malformed, "missing");
            value = static_cast<T>(cursor_.peek() >> bits.shift & ((1 << bits.width) - 1));
            if (bits.ends) TRY(cursor_.octets(1));
            return {};
        });
    }
    template <class T>
    void operator()(std::string_view name, T& value, ie::V) {
        attempt(name, [&]() -> Result<void> { return take(TRY(cursor_.octets(fixed_size<T>)), value); });
    }
    template <class T>
    void operator()(std::string_view name, T& value, ie::LV) {
        attempt(name, [&]() -> Result<void> { return take(TRY(cursor_.counted(1)), value); });
    }
    template <class T>
    void operator()(std::string_view name, T& value, ie::LVE) {
        attempt(name, [&]() -> Result<void> { return take(TRY(cursor_.counted(2)), value); });
    }
    template <class T, class How>
    void operator()(std::string_view, std::optional<T>&, How) {}

    std::optional<Error> error;

private:
    template <class Fill>
    void attempt(std::string_view name, Fill fill) {
        if (error) return;
        if (Result<void> done = fill(); !done)
            error = Error{done.error().cause, fmt::format("{}: {}", name, done.error().detail)};
    }
    Cursor& cursor_;
};

// One optional field: the one whose IEI stands at the cursor, if this message has it. TS 24.501 7.7.1: what cannot be
// read counts as absent, and 7.6.3: so does what repeats an IE, even one that could not be read.
class Optional {
public:
    using Seen = std::bitset<256>;
    Optional(Cursor& cursor, Octet iei, Seen& seen) : cursor_(cursor), iei_(iei), seen_(seen) {}

    template <class T, class How>
    void operator()(std::string_view, T&, How) {}
    template <class T>
    void operator()(std::string_view, std::optional<T>& value, ie::TV how) {
        fill(value, how.iei, [](Cursor& from) { return from.octets(fixed_size<T>); });
    }
    template <class T>
    void operator()(std::string_view, std::optional<T>& value, ie::TLV how) {
        fill(value, how.iei, [](Cursor& from) { return from.counted(1); });
    }
    template <class T>
    void operator()(std::string_view, std::optional<T>& value, ie::TLVE how) {
        fill(value, how.iei, [](Cursor& from) { return from.counted(2); });
    }

    bool found = false;

private:
    template <class T, class Contents>
    void fill(std::optional<T>& value, Octet iei, Contents contents_at) {
        if (iei != iei_ || found) return;
        found = true;
        (void)cursor_.octets(1);
        const auto contents = contents_at(cursor_);
        const bool first = !seen_.test(iei);
        seen_.set(iei);
        if (!contents) return cursor_.end();  // cut short: nothing can be found behind it
        if (first && !take(*contents, value.emplace())) value.reset();
    }
    Cursor& cursor_;
    Octet iei_;
    Seen& seen_;
};

struct FixedLength {
    Octet message;
    Octet iei;
    std::size_t octets;  // with the IEI
};
// Type 3 IEs that we do not read: their IEI alone does not tell their length.
constexpr std::array<FixedLength, 2> fixed_lengths{{
    {RegistrationRequest::type, 0x52, 7},  // last visited registered TAI
    {SecurityModeCommand::type, 0x57, 2},  // selected EPS NAS security algorithms
}};

Result<void> skip(Cursor& cursor, Octet message) {
    const Octet iei = cursor.peek();
    for (const auto& known : fixed_lengths) {
        if (known.message == message && known.iei == iei) {
            if (!cursor.octets(known.octets)) cursor.end();
            return {};
        }
    }
    TRY(cursor.octets(1));
    // TS 24.007 11.2.4: bit 8 set is one octet; 0111 in bits 8-5 has two octets of length, the rest one.
    if ((iei & 0x80) != 0) return {};
    // TS 24.501 7.6.1: 0000 in bits 8-5 must be comprehended.
    if (iei >> 4 == 0) return fail(Cause::malformed, fmt::format("IE {:02x} must be comprehended", iei));
    // TS 24.501 7.7.1: the last one cut short is none.
    if (!cursor.counted(iei >> 4 == 7 ? 2 : 1)) cursor.end();
    return {};
}

template <class T>
Result<Message> decode_as(Cursor& cursor) {
    T message;
    const auto refuse = [](const Error& error) {
        return fail(error.cause, fmt::format("{}: {}", T::name, error.detail));
    };
    Mandatory mandatory(cursor);
    T::fields(message, mandatory);
    if (mandatory.error) return refuse(*mandatory.error);
    Optional::Seen seen;
    while (!cursor.empty()) {
        Optional optional(cursor, cursor.peek(), seen);
        T::fields(message, optional);
        if (optional.found) continue;
        if (auto skipped = skip(cursor, T::type); !skipped) return refuse(skipped.error());
    }
    return Message(std::move(message));
}

template <class... T>
Result<Message> decode_type(Octet type, Cursor& cursor, const std::variant<T...>*) {
    std::optional<Result<Message>> result;
    (void)((T::type == type && (result = decode_as<T>(cursor), true)) || ...);
    if (result) return std::move(*result);
    return fail(Cause::malformed, fmt::format("NAS message type {:02x} is not known", type));
}

}  // namespace

Octets encode(const Message& message) {
    return std::visit(
        [](const auto& held) {
            Octets out;
            out.reserve(128);
            append(out, std::array<Octet, 3>{epd_5gmm, 0, held.type});
            Encoder encoder(out);
            held.fields(held, encoder);
            return out;
        },
        message);
}

Result<Message> decode(View plain) {
    if (plain.size() < 3) return fail(Cause::malformed, "a NAS message has 3 octets at least");
    if (plain[0] != epd_5gmm) return fail(Cause::malformed, "not 5GS mobility management");
    if (plain[1] != 0) return fail(Cause::malformed, "expected a plain NAS message");
    Cursor cursor(plain.subspan(3));
    return decode_type(plain[2], cursor, static_cast<const Message*>(nullptr));
}

std::optional<FiveGmmCause> complaint_about(View plain) {
    if (plain.size() < 3 || plain[0] != epd_5gmm || plain[1] != 0) return std::nullopt;
    const auto known = []<class... T>(Octet type, const std::variant<T...>*) { return ((T::type == type) || ...); };
    // TS 24.501 7.4: a type that is not known, 7.5.1: a mandatory element that is missing or wrong.
    if (!known(plain[2], static_cast<const Message*>(nullptr))) return FiveGmmCause::message_type_unknown;
    return FiveGmmCause::invalid_mandatory_information;
}

std::string_view name_of(const Message& message) {
    return std::visit([](const auto& held) { return held.name; }, message);
}

std::string_view clause_of(const Message& message) {
    return std::visit([](const auto& held) { return held.clause; }, message);
}

}  // namespace akmasim::nas
