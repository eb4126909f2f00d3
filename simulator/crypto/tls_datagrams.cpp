// SPDX-License-Identifier: Apache-2.0
// A BIO of whole datagrams, as OpenSSL 3.0 has none in memory: what DTLS writes at once stays one piece.
#include <algorithm>

#include <openssl/bio.h>

#include "simulator/crypto/tls_parts.hpp"

namespace akmasim::crypto::tls {
namespace {

constexpr long udp_over_ipv4_octets = 28;

Datagrams& datagrams_of(BIO* bio) { return *static_cast<Datagrams*>(BIO_get_data(bio)); }

int on_write(BIO* bio, const char* data, int size) {
    if (size <= 0) return 0;
    const auto* octets = reinterpret_cast<const Octet*>(data);
    datagrams_of(bio).out.emplace_back(octets, octets + size);
    return size;
}

int on_read(BIO* bio, char* data, int size) {
    auto& in = datagrams_of(bio).in;
    BIO_clear_retry_flags(bio);
    if (in.empty() || size <= 0) {
        BIO_set_retry_read(bio);
        return -1;
    }
    // As a socket does: what does not fit is lost.
    const auto taken = std::min(in.front().size(), static_cast<std::size_t>(size));
    std::copy_n(in.front().begin(), taken, reinterpret_cast<Octet*>(data));
    in.pop_front();
    return static_cast<int>(taken);
}

long on_control(BIO*, int command, long, void*) {
    switch (command) {
        case BIO_CTRL_FLUSH:
        case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT: return 1;
        case BIO_CTRL_DGRAM_QUERY_MTU:
        case BIO_CTRL_DGRAM_GET_FALLBACK_MTU: return mtu_octets;
        case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD: return udp_over_ipv4_octets;
        default: return 0;
    }
}

BIO_METHOD* make_method() {
    BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams in memory");
    if (method == nullptr) return nullptr;
    BIO_meth_set_write(method, on_write);
    BIO_meth_set_read(method, on_read);
    BIO_meth_set_ctrl(method, on_control);
    return method;
}

}  // namespace

BIO* new_datagram_bio(Datagrams& datagrams) {
    static BIO_METHOD* const method = make_method();
    BIO* bio = method == nullptr ? nullptr : BIO_new(method);
    if (bio == nullptr) return nullptr;
    BIO_set_data(bio, &datagrams);
    BIO_set_init(bio, 1);
    return bio;
}

}  // namespace akmasim::crypto::tls
