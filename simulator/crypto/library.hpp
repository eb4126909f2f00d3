// SPDX-License-Identifier: Apache-2.0
// OpenSSL's one library context: algorithms are fetched from it once, and every random octet that OpenSSL draws comes
// from the stream of the turn that is being taken.
#pragma once

#include <memory>
#include <string_view>

#include <openssl/types.h>

#include "simulator/base/random.hpp"

namespace akmasim::crypto {

std::string_view openssl_version();  // of the library that runs, "3.0.22"

OSSL_LIB_CTX* library();  // made at first use; lives as long as the process

// While it lives, OpenSSL draws its random octets from `random` in this thread; else from the operating system.
class UseRandom {
public:
    explicit UseRandom(Random& random);
    UseRandom(const UseRandom&) = delete;
    UseRandom& operator=(const UseRandom&) = delete;
    ~UseRandom();

private:
    Random* before_;
};

// A deleter for what OpenSSL makes: Handle<EVP_PKEY, EVP_PKEY_free>.
template <auto release>
struct Releases {
    template <class T>
    void operator()(T* handle) const {
        release(handle);
    }
};
template <class T, auto release>
using Handle = std::unique_ptr<T, Releases<release>>;

}  // namespace akmasim::crypto
