// SPDX-License-Identifier: Apache-2.0
// EAP for readers: it is met inside NAS messages and, in base64, inside bodies of N12.
#include "simulator/protocol/describe_eap.hpp"

#include "simulator/protocol/eap.hpp"
#include "simulator/protocol/view_writer.hpp"

namespace akmasim {
namespace {

// How a value lies in its attribute does not matter here; a list without members and a flag not set are left out.
class EapViewWriter : public ViewWriter {
public:
    using ViewWriter::ViewWriter;

    template <class T, class How>
    void operator()(std::string_view name, const T& value, How) {
        ViewWriter::operator()(name, value);
    }
    template <class T, class How>
    void operator()(std::string_view name, const std::vector<T>& values, How) {
        if (!values.empty()) ViewWriter::operator()(name, values);
    }
    void operator()(std::string_view name, bool present, eap::at::Flag) {
        if (present) ViewWriter::operator()(name, present);
    }
};

}  // namespace

void write_eap(json::Writer& out, View packet, Redactor& redactor) {
    EapViewWriter visit(out, redactor);
    out.open_object();
    if (const auto decoded = eap::decode(packet)) {
        std::visit(
            [&](const auto& held) {
                out.key("code");
                visit.put(held.code);
                out.key("id").integer(decoded->identifier);
                if (held.method != eap::Method::none) {
                    out.key("method");
                    visit.put(held.method);
                }
                if (held.method == eap::Method::aka_prime) out.key("subtype").string(held.name);
                held.fields(held, visit);
            },
            decoded->message);
    } else {
        out.key("octets").string(hex(packet));
        out.key("error").string(decoded.error().detail);
    }
    out.close_object();
}

}  // namespace akmasim
