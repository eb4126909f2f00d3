// SPDX-License-Identifier: Apache-2.0
// The library context and its random number provider.
#include "simulator/crypto/library.hpp"

#include <cstdlib>

#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <sys/random.h>

#include "simulator/crypto/random.hpp"

namespace akmasim::crypto {
namespace {

thread_local Random* current_random = nullptr;

// A random number generator as OpenSSL's core wants one; it has no state of its own.
int state_of_generator = 0;

void* generator_new(void*, void*, const OSSL_DISPATCH*) { return &state_of_generator; }
void generator_free(void*) {}
int generator_instantiate(void*, unsigned, int, const unsigned char*, size_t, const OSSL_PARAM*) { return 1; }
int generator_uninstantiate(void*) { return 1; }
int generator_enable_locking(void*) { return 1; }
int generator_lock(void*) { return 1; }
void generator_unlock(void*) {}
int generator_reseed(void*, int, const unsigned char*, size_t, const unsigned char*, size_t) { return 1; }

int generator_generate(void*, unsigned char* out, size_t size, unsigned, int, const unsigned char*, size_t) {
    if (current_random != nullptr) {
        current_random->fill({out, size});
    } else {
        OsRandom().fill({out, size});
    }
    return 1;
}

const OSSL_PARAM* generator_gettable(void*, void*) {
    static const OSSL_PARAM parameters[] = {OSSL_PARAM_int(OSSL_RAND_PARAM_STATE, nullptr),
                                            OSSL_PARAM_uint(OSSL_RAND_PARAM_STRENGTH, nullptr),
                                            OSSL_PARAM_size_t(OSSL_RAND_PARAM_MAX_REQUEST, nullptr), OSSL_PARAM_END};
    return parameters;
}

int generator_get(void*, OSSL_PARAM parameters[]) {
    OSSL_PARAM* found = OSSL_PARAM_locate(parameters, OSSL_RAND_PARAM_STATE);
    if (found != nullptr && OSSL_PARAM_set_int(found, EVP_RAND_STATE_READY) != 1) return 0;
    found = OSSL_PARAM_locate(parameters, OSSL_RAND_PARAM_STRENGTH);
    if (found != nullptr && OSSL_PARAM_set_uint(found, 256) != 1) return 0;
    found = OSSL_PARAM_locate(parameters, OSSL_RAND_PARAM_MAX_REQUEST);
    return found == nullptr || OSSL_PARAM_set_size_t(found, 1U << 16) == 1 ? 1 : 0;
}

template <class Function>
void (*as_dispatch(Function* function))() {
    return reinterpret_cast<void (*)()>(function);
}

const OSSL_DISPATCH* generator_functions() {
    static const OSSL_DISPATCH functions[] = {
        {OSSL_FUNC_RAND_NEWCTX, as_dispatch(generator_new)},
        {OSSL_FUNC_RAND_FREECTX, as_dispatch(generator_free)},
        {OSSL_FUNC_RAND_INSTANTIATE, as_dispatch(generator_instantiate)},
        {OSSL_FUNC_RAND_UNINSTANTIATE, as_dispatch(generator_uninstantiate)},
        {OSSL_FUNC_RAND_GENERATE, as_dispatch(generator_generate)},
        {OSSL_FUNC_RAND_RESEED, as_dispatch(generator_reseed)},
        {OSSL_FUNC_RAND_ENABLE_LOCKING, as_dispatch(generator_enable_locking)},
        {OSSL_FUNC_RAND_LOCK, as_dispatch(generator_lock)},
        {OSSL_FUNC_RAND_UNLOCK, as_dispatch(generator_unlock)},
        {OSSL_FUNC_RAND_GETTABLE_CTX_PARAMS, as_dispatch(generator_gettable)},
        {OSSL_FUNC_RAND_GET_CTX_PARAMS, as_dispatch(generator_get)},
        {0, nullptr},
    };
    return functions;
}

const OSSL_ALGORITHM* provider_query(void*, int operation, int* no_cache) {
    static const OSSL_ALGORITHM generators[] = {
        {"AKMASIM-RAND", "provider=akmasim", generator_functions(), "streams of akmasim"},
        {nullptr, nullptr, nullptr, nullptr}};
    *no_cache = 0;
    return operation == OSSL_OP_RAND ? generators : nullptr;
}

int provider_init(const OSSL_CORE_HANDLE* handle, const OSSL_DISPATCH*, const OSSL_DISPATCH** out, void** context) {
    static const OSSL_DISPATCH functions[] = {{OSSL_FUNC_PROVIDER_QUERY_OPERATION, as_dispatch(provider_query)},
                                              {0, nullptr}};
    *out = functions;
    *context = const_cast<OSSL_CORE_HANDLE*>(handle);
    return 1;
}

OSSL_LIB_CTX* make_library() {
    OSSL_LIB_CTX* context = OSSL_LIB_CTX_new();
    const bool made = context != nullptr && OSSL_PROVIDER_add_builtin(context, "akmasim", provider_init) == 1 &&
                      OSSL_PROVIDER_load(context, "akmasim") != nullptr &&
                      OSSL_PROVIDER_load(context, "default") != nullptr &&
                      RAND_set_DRBG_type(context, "AKMASIM-RAND", "provider=akmasim", nullptr, nullptr) == 1;
    if (!made) std::abort();  // our own mistake or a broken OpenSSL, never a peer's octets
    return context;
}

}  // namespace

std::string_view openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

OSSL_LIB_CTX* library() {
    static OSSL_LIB_CTX* const context = make_library();
    return context;
}

UseRandom::UseRandom(Random& random) : before_(current_random) { current_random = &random; }
UseRandom::~UseRandom() { current_random = before_; }

}  // namespace akmasim::crypto
