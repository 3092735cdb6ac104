// lingsync for C++17: how well a chat agent synchronises with the person it talks to, turn by turn.
//
//     lingsync::Session session;
//     session.observe(lingsync::Role::client, "I want to pause my plan until June");
//     auto report = session.observe(lingsync::Role::agent, "Sure, I can suspend it until June.");
//     std::cout << *report.figures().mirrored() << '\n' << report.json() << '\n';
//
// This file stands on lingsync.h and holds nothing but inline code: link the C library.
//
// - Ownership: every object owns its data and frees it. Config, Engine, Session, Report and Summary
//   can be moved; to copy one, call clone() where there is one. Reports, summaries and snapshots
//   stay as they are whatever becomes of their session, and sessions whatever becomes of their
//   engine. An object that was moved from can be destroyed or assigned to; any other use of it
//   throws invalid_state, or gives what is said at functions that are noexcept.
// - Exceptions: what fails throws lingsync::Error, and std::bad_alloc where memory is short. The
//   object is then as it was before the call.
// - Threads: as in the standard library, const functions may run at the same time; any other needs
//   the object alone. The library notices two such calls on one session and refuses the later one
//   with invalid_state. Different sessions are independent, and one engine serves all threads.
// - Texts are UTF-8 and are read during the call only.
//
// Licence: MIT OR Apache-2.0.

#ifndef LINGSYNC_HPP
#define LINGSYNC_HPP

#include "lingsync.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lingsync {

/// What became of a call. New versions may add numbers, never change them.
enum class Status : std::int32_t {
    ok = LINGSYNC_STATUS_OK,
    /// A mistake of this file; please report it.
    null_pointer = LINGSYNC_STATUS_NULL_POINTER,
    /// An argument is out of its range.
    invalid_argument = LINGSYNC_STATUS_INVALID_ARGUMENT,
    /// A text is not UTF-8; Error::offset() is the first byte that is not.
    invalid_utf8 = LINGSYNC_STATUS_INVALID_UTF8,
    /// The object was moved from, is used by another thread, or an earlier call panicked.
    invalid_state = LINGSYNC_STATUS_INVALID_STATE,
    /// A bug in the library. The object can only be destroyed.
    panic = LINGSYNC_STATUS_PANIC,
    internal = LINGSYNC_STATUS_INTERNAL,
    /// A value is larger than the configured limit.
    limit_exceeded = LINGSYNC_STATUS_LIMIT_EXCEEDED,
    /// A hint has the wrong form, or is unknown in strict mode.
    invalid_hint = LINGSYNC_STATUS_INVALID_HINT,
    /// A setting is unknown or out of its range.
    invalid_config = LINGSYNC_STATUS_INVALID_CONFIG,
    /// A transcript could not be read.
    invalid_transcript = LINGSYNC_STATUS_INVALID_TRANSCRIPT,
    /// The turn was never observed.
    unknown_turn = LINGSYNC_STATUS_UNKNOWN_TURN,
    /// The speaker has no turn in the session.
    unknown_speaker = LINGSYNC_STATUS_UNKNOWN_SPEAKER,
    /// The session cannot go back that far.
    rewind_too_far = LINGSYNC_STATUS_REWIND_TOO_FAR,
    /// The retention mode forbids the call.
    retention = LINGSYNC_STATUS_RETENTION,
    /// A snapshot is cut short, damaged, or not a snapshot at all.
    invalid_snapshot = LINGSYNC_STATUS_INVALID_SNAPSHOT,
    /// A snapshot, or the library itself, is of a version that does not fit.
    unsupported_version = LINGSYNC_STATUS_UNSUPPORTED_VERSION,
    /// A snapshot belongs to an engine with other settings.
    config_mismatch = LINGSYNC_STATUS_CONFIG_MISMATCH,
    /// A snapshot belongs to an engine with another language pack.
    pack_mismatch = LINGSYNC_STATUS_PACK_MISMATCH,
    /// A snapshot belongs to an engine with another key.
    key_mismatch = LINGSYNC_STATUS_KEY_MISMATCH,
    invalid_pack = LINGSYNC_STATUS_INVALID_PACK,
    /// No claim that is followed has the id.
    unknown_claim = LINGSYNC_STATUS_UNKNOWN_CLAIM,
};

/// Who speaks.
enum class Role : std::int32_t {
    /// The person who is helped, advised or served.
    client = LINGSYNC_ROLE_CLIENT,
    /// The one whose synchrony is watched: a model, or a person in its place.
    agent = LINGSYNC_ROLE_AGENT,
    /// Anybody else.
    other = LINGSYNC_ROLE_OTHER,
};

/// How much a report says.
enum class Detail : std::int32_t {
    /// As the engine's configuration says.
    configured = LINGSYNC_DETAIL_CONFIGURED,
    /// What a dashboard shows, and the evidence.
    brief = LINGSYNC_DETAIL_BRIEF,
    /// Everything, research measures included.
    full = LINGSYNC_DETAIL_FULL,
};

/// Why a measure has no value; lingsync.h says more of each. New versions may add reasons.
enum class Undefined : std::int32_t {
    /// It has a value.
    defined = LINGSYNC_UNDEFINED_DEFINED,
    /// There is nothing to compare with yet, or this version does not measure it.
    not_available = LINGSYNC_UNDEFINED_NOT_AVAILABLE,
    empty = LINGSYNC_UNDEFINED_EMPTY,
    too_short = LINGSYNC_UNDEFINED_TOO_SHORT,
    too_few = LINGSYNC_UNDEFINED_TOO_FEW,
    no_variance = LINGSYNC_UNDEFINED_NO_VARIANCE,
    language = LINGSYNC_UNDEFINED_LANGUAGE,
    no_vectors = LINGSYNC_UNDEFINED_NO_VECTORS,
    no_truth_supplied = LINGSYNC_UNDEFINED_NO_TRUTH_SUPPLIED,
    no_time = LINGSYNC_UNDEFINED_NO_TIME,
    no_referents = LINGSYNC_UNDEFINED_NO_REFERENTS,
    low_reliability = LINGSYNC_UNDEFINED_LOW_RELIABILITY,
    budget = LINGSYNC_UNDEFINED_BUDGET,
    retention = LINGSYNC_UNDEFINED_RETENTION,
    no_background = LINGSYNC_UNDEFINED_NO_BACKGROUND,
    no_glossary = LINGSYNC_UNDEFINED_NO_GLOSSARY,
};

/// What the agent does about a turn that is not clear.
enum class Response : std::int32_t {
    none = LINGSYNC_RESPONSE_NONE,
    clarify = LINGSYNC_RESPONSE_CLARIFY,
    assume_stated = LINGSYNC_RESPONSE_ASSUME_STATED,
    passive = LINGSYNC_RESPONSE_PASSIVE,
    offer_only = LINGSYNC_RESPONSE_OFFER_ONLY,
};

/// How a misunderstanding stands.
enum class Repair : std::int32_t {
    idle = LINGSYNC_REPAIR_IDLE,
    open = LINGSYNC_REPAIR_OPEN,
    solved = LINGSYNC_REPAIR_SOLVED,
    closed = LINGSYNC_REPAIR_CLOSED,
    breakdown = LINGSYNC_REPAIR_BREAKDOWN,
    abandoned = LINGSYNC_REPAIR_ABANDONED,
    misread = LINGSYNC_REPAIR_MISREAD,
    repaired = LINGSYNC_REPAIR_REPAIRED,
    ignored = LINGSYNC_REPAIR_IGNORED,
    unaddressed = LINGSYNC_REPAIR_UNADDRESSED,
};

/// What is known of the truth of a claim.
enum class Verdict : std::int32_t {
    false_ = LINGSYNC_VERDICT_FALSE,
    true_ = LINGSYNC_VERDICT_TRUE,
    unknown = LINGSYNC_VERDICT_UNKNOWN,
    /// It is being checked; the host will say later.
    pending = LINGSYNC_VERDICT_PENDING,
};

/// What a turn does with a claim: the first three are towards the claim's text, the last three
/// towards the agent's earlier answer.
enum class ClaimStance : std::int32_t {
    asserts = LINGSYNC_CLAIM_STANCE_ASSERTS,
    denies = LINGSYNC_CLAIM_STANCE_DENIES,
    neither = LINGSYNC_CLAIM_STANCE_NEITHER,
    holds = LINGSYNC_CLAIM_STANCE_HOLDS,
    hedges = LINGSYNC_CLAIM_STANCE_HEDGES,
    gives_up = LINGSYNC_CLAIM_STANCE_GIVES_UP,
};

/// What the agent does with its answer after a push-back.
enum class Stance : std::int32_t {
    none = LINGSYNC_STANCE_NONE,
    hold = LINGSYNC_STANCE_HOLD,
    hedge = LINGSYNC_STANCE_HEDGE,
    cave = LINGSYNC_STANCE_CAVE,
    reconsider = LINGSYNC_STANCE_RECONSIDER,
};

/// How grave a finding is.
enum class Severity : std::int32_t {
    none = LINGSYNC_SEVERITY_NONE,
    info = LINGSYNC_SEVERITY_INFO,
    notice = LINGSYNC_SEVERITY_NOTICE,
    warning = LINGSYNC_SEVERITY_WARNING,
};

/// A figure that can be without a value, for Figures::reason. Both figures of claims have one
/// reason, and so have the three of findings.
enum class Measure : std::size_t {
    shared_repetition,
    self_repetition,
    formality_to_target,
    warmth_to_target,
    valence_to_target,
    verbosity_to_target,
    mirrored,
    missed,
    response,
    repair,
    stance,
    asked,
    grounded,
    claims,
    findings,
};

/// The snake_case name, such as "limit_exceeded"; "unknown" for a number that is no status.
[[nodiscard]] inline std::string_view name(Status status) noexcept {
    return lingsync_status_name(static_cast<std::int32_t>(status));
}

/// The snake_case name, such as "too_short"; "defined" where there is a value.
[[nodiscard]] inline std::string_view name(Undefined reason) noexcept {
    return lingsync_undefined_name(static_cast<std::int32_t>(reason));
}

/// "client", "agent" or "other".
[[nodiscard]] inline std::string_view name(Role role) noexcept {
    switch (role) {
    case Role::client:
        return "client";
    case Role::agent:
        return "agent";
    case Role::other:
        break;
    }
    return "other";
}

/// Every error of this library. The message is for people: what was wrong, the limit, and what to
/// do. It never holds text of a turn.
class Error : public std::runtime_error {
public:
    Error(Status status, const std::string &message,
          std::optional<std::size_t> offset = std::nullopt)
        : std::runtime_error(message), status_(status), offset_(offset) {}

    /// The kind of the error, to decide by.
    [[nodiscard]] Status status() const noexcept { return status_; }

    /// The kind by its name, to log, such as "limit_exceeded".
    [[nodiscard]] std::string_view kind() const noexcept { return name(status_); }

    /// The byte of the input at which the error was found, where there is such a place.
    [[nodiscard]] std::optional<std::size_t> offset() const noexcept { return offset_; }

private:
    Status status_;
    std::optional<std::size_t> offset_;
};

/// Not for use outside of this file.
namespace internal {

struct Free {
    void operator()(lingsync_buffer *object) const noexcept { lingsync_buffer_free(object); }
    void operator()(lingsync_config *object) const noexcept { lingsync_config_free(object); }
    void operator()(lingsync_engine *object) const noexcept { lingsync_engine_free(object); }
    void operator()(lingsync_error *object) const noexcept { lingsync_error_free(object); }
    void operator()(lingsync_report *object) const noexcept { lingsync_report_free(object); }
    void operator()(lingsync_session *object) const noexcept { lingsync_session_free(object); }
    void operator()(lingsync_summary *object) const noexcept { lingsync_summary_free(object); }
};

template <typename Object> using Handle = std::unique_ptr<Object, Free>;

[[noreturn]] inline void fail(lingsync_status status, Handle<lingsync_error> error) {
    const char *message = error ? lingsync_error_message(error.get()) : "";
    std::optional<std::size_t> offset;
    if (error && lingsync_error_offset(error.get()) != LINGSYNC_NO_OFFSET) {
        offset = lingsync_error_offset(error.get());
    }
    throw Error(static_cast<Status>(status),
                *message == '\0' ? lingsync_status_name(status) : message, offset);
}

/// Calls a function of the library; its last argument, the error, becomes an exception.
template <typename Function, typename... Arguments>
void run(Function function, Arguments... arguments) {
    lingsync_error *error = nullptr;
    const lingsync_status status = function(arguments..., &error);
    if (status != LINGSYNC_STATUS_OK) {
        fail(status, Handle<lingsync_error>(error));
    }
}

/// The same where the last output is a new object.
template <typename Object, typename Function, typename... Arguments>
[[nodiscard]] Handle<Object> made(Function function, Arguments... arguments) {
    Object *object = nullptr;
    run(function, arguments..., &object);
    return Handle<Object>(object);
}

/// The same where the last output is bytes.
template <typename Function, typename... Arguments>
[[nodiscard]] std::string taken(Function function, Arguments... arguments) {
    const auto buffer = made<lingsync_buffer>(function, arguments...);
    return std::string(lingsync_buffer_data(buffer.get()), lingsync_buffer_len(buffer.get()));
}

/// The object of a handle, unless it was moved away.
template <typename Object>
[[nodiscard]] Object *held(const Handle<Object> &handle, const char *what) {
    if (!handle) {
        throw Error(Status::invalid_state, std::string("the ") + what +
                                               " was moved from: use the one it was moved to");
    }
    return handle.get();
}

[[nodiscard]] constexpr std::int32_t code(Role role) noexcept {
    return static_cast<std::int32_t>(role);
}

[[nodiscard]] constexpr std::int32_t code(Detail detail) noexcept {
    return static_cast<std::int32_t>(detail);
}

/// Writes text as a JSON string.
inline void quote(std::string &json, std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    json += '"';
    for (const char byte : text) {
        const auto number = static_cast<unsigned char>(byte);
        if (byte == '"' || byte == '\\') {
            json += '\\';
            json += byte;
        } else if (number < 0x20) {
            json += "\\u00";
            json += digits[number >> 4U];
            json += digits[number & 0xFU];
        } else {
            json += byte;
        }
    }
    json += '"';
}

} // namespace internal

/// The version of the library that is linked, such as "0.1.0".
[[nodiscard]] inline std::string_view version() noexcept { return lingsync_version(); }

/// Throws unsupported_version unless the library that is linked fits this header. Config and Engine
/// do this when they are made.
inline void check_abi() {
    if (lingsync_abi_version() != LINGSYNC_ABI_VERSION) {
        throw Error(Status::unsupported_version,
                    "the library has version " + std::to_string(lingsync_abi_version()) +
                        " of the binary interface, the header has version " +
                        std::to_string(LINGSYNC_ABI_VERSION) + ": take both from one release");
    }
}

/// All settings, with their defaults until they are set. The names are those of the JSON form, the
/// levels joined by dots:
///
///     lingsync::Config config;
///     config.set("lexical.window_tokens", 4096).set("retention", "keyed").set("strict", true);
///     config.set_json("glossary", R"([{"id": "parcel", "terms": ["box", "parcel"]}])");
class Config {
public:
    /// The defaults.
    Config() {
        check_abi();
        handle_.reset(lingsync_config_new());
        if (!handle_) {
            throw Error(Status::panic, "the library cannot make a configuration");
        }
    }

    /// Settings from a JSON object such as {"lexical": {"window_tokens": 4096}}; what it leaves out
    /// keeps its default. Throws invalid_config, invalid_utf8.
    [[nodiscard]] static Config from_json(std::string_view json) {
        check_abi();
        return Config(
            internal::made<lingsync_config>(lingsync_config_from_json, json.data(), json.size()));
    }

    /// Sets one setting to a bool, a number, or a text. Throws invalid_config for an unknown name,
    /// a value of the wrong type or out of range; the configuration is then as it was.
    template <typename Value> Config &set(std::string_view setting, const Value &value) {
        const std::string named = terminated(setting);
        if constexpr (std::is_same_v<Value, bool>) {
            internal::run(lingsync_config_set_bool, get(), named.c_str(), value);
        } else if constexpr (std::is_integral_v<Value>) {
            if constexpr (std::is_unsigned_v<Value> && sizeof(Value) >= sizeof(std::int64_t)) {
                if (value > static_cast<Value>(std::numeric_limits<std::int64_t>::max())) {
                    throw Error(Status::invalid_config, named + " is out of range");
                }
            }
            internal::run(lingsync_config_set_i64, get(), named.c_str(),
                          static_cast<std::int64_t>(value));
        } else if constexpr (std::is_floating_point_v<Value>) {
            internal::run(lingsync_config_set_f64, get(), named.c_str(),
                          static_cast<double>(value));
        } else {
            static_assert(std::is_convertible_v<const Value &, std::string_view> &&
                              !std::is_same_v<Value, std::nullptr_t>,
                          "a setting is a bool, a number or a text; see set_json for the others");
            const std::string_view text = value;
            internal::run(lingsync_config_set_text, get(), named.c_str(), text.data(), text.size());
        }
        return *this;
    }

    /// Sets any setting from JSON, "glossary" and "patterns" as well. Throws as set().
    Config &set_json(std::string_view setting, std::string_view json) {
        const std::string named = terminated(setting);
        internal::run(lingsync_config_set_json, get(), named.c_str(), json.data(), json.size());
        return *this;
    }

    /// All settings as JSON, the defaults included.
    [[nodiscard]] std::string json() const {
        return internal::taken(lingsync_config_json, get());
    }

    [[nodiscard]] Config clone() const {
        return Config(internal::made<lingsync_config>(lingsync_config_clone, get()));
    }

private:
    friend class Engine;

    explicit Config(internal::Handle<lingsync_config> handle) noexcept
        : handle_(std::move(handle)) {}

    [[nodiscard]] lingsync_config *get() const { return internal::held(handle_, "configuration"); }

    /// C reads a name up to its NUL, which must not be before its end.
    [[nodiscard]] static std::string terminated(std::string_view setting) {
        if (setting.find('\0') != std::string_view::npos) {
            throw Error(Status::invalid_config, "the name of a setting holds a NUL");
        }
        return std::string(setting);
    }

    internal::Handle<lingsync_config> handle_;
};

/// What is known of a turn beside its role and text; nothing, if it is made without arguments.
///
///     lingsync::Meta().speaker("Ana").at(1700000000000).hints(R"({"language": "en"})")
class Meta {
public:
    Meta() = default;

    /// The label of the speaker, for Session::forget.
    Meta &speaker(std::string_view label) {
        speaker_ = std::string(label);
        return *this;
    }

    /// When, in milliseconds of a clock of your own.
    Meta &at(std::int64_t milliseconds) noexcept {
        at_ = milliseconds;
        return *this;
    }

    /// What else you know, as a JSON object. It is handed on as it is: never build it from texts of
    /// strangers by hand.
    Meta &hints(std::string_view json) {
        hints_ = std::string(json);
        return *this;
    }

    [[nodiscard]] bool empty() const noexcept { return !speaker_ && !at_ && !hints_; }

    /// What the library reads, {"speaker": ..., "at": ..., "hints": ...}; empty for nothing.
    [[nodiscard]] std::string json() const {
        std::string text;
        if (speaker_) {
            text += ",\"speaker\":";
            internal::quote(text, *speaker_);
        }
        if (at_) {
            text += ",\"at\":" + std::to_string(*at_);
        }
        if (hints_) {
            text += ",\"hints\":" + *hints_;
        }
        if (!text.empty()) {
            text.front() = '{';
            text += '}';
        }
        return text;
    }

private:
    std::optional<std::string> speaker_;
    std::optional<std::int64_t> at_;
    std::optional<std::string> hints_;
};

/// The figures of one turn that a dashboard shows: 128 bytes, copied freely, no memory behind it.
/// A figure that has no meaning for the turn is empty, and reason() says why; no number stands for
/// "unknown".
class Figures {
public:
    /// Figures of no turn: every measure is not_available.
    Figures() noexcept {
        figures_.struct_size = sizeof(figures_);
        std::fill(std::begin(figures_.reasons), std::end(figures_.reasons),
                  static_cast<std::uint8_t>(LINGSYNC_UNDEFINED_NOT_AVAILABLE));
    }

    /// The turn's number, from 0.
    [[nodiscard]] std::uint32_t turn() const noexcept { return figures_.turn; }

    [[nodiscard]] Role role() const noexcept { return static_cast<Role>(figures_.role); }

    /// Words of the turn's prose.
    [[nodiscard]] std::uint32_t words() const noexcept { return figures_.words; }

    /// Share of the words in expressions that the other has said before, 0 to 1.
    [[nodiscard]] std::optional<double> shared_repetition() const noexcept {
        return given(Measure::shared_repetition, figures_.shared_repetition);
    }

    /// Share of the words in expressions that the speaker has said before, 0 to 1.
    [[nodiscard]] std::optional<double> self_repetition() const noexcept {
        return given(Measure::self_repetition, figures_.self_repetition);
    }

    /// Distance from the target of formality.
    [[nodiscard]] std::optional<double> formality_to_target() const noexcept {
        return given(Measure::formality_to_target, figures_.formality_to_target);
    }

    /// Distance from the target of warmth.
    [[nodiscard]] std::optional<double> warmth_to_target() const noexcept {
        return given(Measure::warmth_to_target, figures_.warmth_to_target);
    }

    /// Distance from the target of valence.
    [[nodiscard]] std::optional<double> valence_to_target() const noexcept {
        return given(Measure::valence_to_target, figures_.valence_to_target);
    }

    /// Distance from the target of verbosity.
    [[nodiscard]] std::optional<double> verbosity_to_target() const noexcept {
        return given(Measure::verbosity_to_target, figures_.verbosity_to_target);
    }

    /// Content words taken up from the other.
    [[nodiscard]] std::optional<std::uint32_t> mirrored() const noexcept {
        return given(Measure::mirrored, figures_.mirrored);
    }

    /// Salient words and terms of the other's last turns that this turn does not take up.
    [[nodiscard]] std::optional<std::uint32_t> missed() const noexcept {
        return given(Measure::missed, figures_.missed);
    }

    /// What the agent does with the client's requests that wait.
    [[nodiscard]] std::optional<Response> response() const noexcept {
        return given(Measure::response, static_cast<Response>(figures_.response));
    }

    /// Where the newest repair stands that the turn moves.
    [[nodiscard]] std::optional<Repair> repair() const noexcept {
        return given(Measure::repair, static_cast<Repair>(figures_.repair));
    }

    /// What the agent does under pushback.
    [[nodiscard]] std::optional<Stance> stance() const noexcept {
        return given(Measure::stance, static_cast<Stance>(figures_.stance));
    }

    /// Whether the turn asks something or starts a repair.
    [[nodiscard]] std::optional<bool> asked() const noexcept {
        return given(Measure::asked, figures_.asked != 0);
    }

    /// Acts that show or secure understanding: acknowledgements, clarifying questions and others.
    [[nodiscard]] std::optional<std::uint32_t> grounded() const noexcept {
        return given(Measure::grounded, figures_.grounded);
    }

    /// Claims that you marked as false and that nobody has corrected or withdrawn.
    [[nodiscard]] std::optional<std::uint32_t> claims_open() const noexcept {
        return given(Measure::claims, figures_.claims_open);
    }

    /// Of these the ones that the agent had a turn to correct and did not.
    [[nodiscard]] std::optional<std::uint32_t> claims_uncorrected() const noexcept {
        return given(Measure::claims, figures_.claims_uncorrected);
    }

    /// Findings that begin with this turn.
    [[nodiscard]] std::optional<std::uint32_t> findings_opened() const noexcept {
        return given(Measure::findings, figures_.findings_opened);
    }

    /// Findings that are open after this turn.
    [[nodiscard]] std::optional<std::uint32_t> findings_open() const noexcept {
        return given(Measure::findings, figures_.findings_open);
    }

    /// The severity of the gravest finding.
    [[nodiscard]] std::optional<Severity> worst_severity() const noexcept {
        return given(Measure::findings, static_cast<Severity>(figures_.worst_severity));
    }

    /// Why a figure is empty; Undefined::defined if it is not.
    [[nodiscard]] Undefined reason(Measure measure) const noexcept {
        const auto place = static_cast<std::size_t>(measure);
        return place <= static_cast<std::size_t>(Measure::findings)
                   ? static_cast<Undefined>(figures_.reasons[place])
                   : Undefined::not_available;
    }

    /// The struct of the C interface.
    [[nodiscard]] const lingsync_turn_figures &c() const noexcept { return figures_; }

private:
    friend class Session;

    template <typename Value>
    [[nodiscard]] std::optional<Value> given(Measure measure, Value value) const noexcept {
        if (reason(measure) != Undefined::defined) {
            return std::nullopt;
        }
        return value;
    }

    lingsync_turn_figures figures_{};
};

/// What the library says of one turn: the figures, and the evidence as JSON.
class Report {
public:
    [[nodiscard]] const Figures &figures() const noexcept { return figures_; }

    /// The whole report as one line of JSON (schema "lingsync.turn/1"), without a newline. The same
    /// report gives the same bytes in every language.
    [[nodiscard]] std::string json(Detail detail = Detail::configured) const {
        return internal::taken(lingsync_report_json, internal::held(handle_, "report"),
                               internal::code(detail));
    }

private:
    friend class Session;

    Report(const Figures &figures, internal::Handle<lingsync_report> handle) noexcept
        : figures_(figures), handle_(std::move(handle)) {}

    Figures figures_;
    internal::Handle<lingsync_report> handle_;
};

/// What the library says of a conversation.
class Summary {
public:
    /// The summary as one line of JSON (schema "lingsync.summary/1"), without a newline.
    [[nodiscard]] std::string json() const {
        return internal::taken(lingsync_summary_json, internal::held(handle_, "summary"));
    }

private:
    friend class Session;

    explicit Summary(internal::Handle<lingsync_summary> handle) noexcept
        : handle_(std::move(handle)) {}

    internal::Handle<lingsync_summary> handle_;
};

/// What Session::redact and Session::forget did.
struct Redaction {
    /// How many turns lost their words.
    std::uint32_t turns = 0;
    /// Whether a turn was so old that its part in the totals stays.
    bool totals_kept = false;
};

/// A claim that a hook is asked about. The texts are valid until the hook returns.
struct ClaimQuery {
    /// Your name for the claim; a hash of it where the session keeps no text.
    std::string_view id;
    /// The claim in words; empty where the session keeps no text and the claim is of an earlier turn.
    std::string_view text;
    /// What is true instead, if that is known.
    std::optional<std::string_view> correct_text;
    Verdict verdict = Verdict::unknown;
    /// The number of the turn that is being taken in.
    std::uint32_t turn = 0;
    Role role = Role::client;
    /// What is said.
    std::string_view turn_text;
};

/// What a hook says: known(...), pending() or nothing().
template <typename Value> class Answer {
public:
    /// This, and how sure it is, 0 to 1.
    [[nodiscard]] static Answer known(Value value, std::optional<double> confidence = std::nullopt) {
        Answer answer(LINGSYNC_ANSWER_KNOWN);
        answer.value_ = value;
        answer.confidence_ = confidence;
        return answer;
    }

    /// It will be known later: you will call Session::resolve.
    [[nodiscard]] static Answer pending() { return Answer(LINGSYNC_ANSWER_PENDING); }

    /// Nothing: the library goes on with what it has.
    [[nodiscard]] static Answer nothing() { return Answer(LINGSYNC_ANSWER_NOTHING); }

    /// The same with what is true instead of the claim; for verdicts.
    Answer &correct_text(std::string_view text) {
        correct_text_ = std::string(text);
        return *this;
    }

private:
    friend class Hooks;

    explicit Answer(std::int32_t code) noexcept : code_(code) {}

    std::int32_t code_;
    Value value_{};
    std::optional<double> confidence_;
    std::optional<std::string> correct_text_;
};

/// What the session asks you about claims, for Session::set_hooks. Leave out what you do not need. The
/// functions run on every thread that uses the session or a copy of it, and at the same time where
/// such calls do. They may use everything but the session that asks them: that throws invalid_state,
/// and whatever they then say counts as pending. An exception counts as pending too.
class Hooks {
public:
    /// Whether a claim in a turn's hints, of which nothing is known, is true.
    std::function<Answer<Verdict>(const ClaimQuery &)> check;
    /// What a turn of the agent does with a claim that is open. Asked about the newest 16.
    std::function<Answer<ClaimStance>(const ClaimQuery &)> stance;

private:
    friend class Session;

    [[nodiscard]] static std::string_view view(const char *text, std::size_t length) noexcept {
        return text == nullptr ? std::string_view() : std::string_view(text, length);
    }

    template <typename Value>
    static std::int32_t ask(const std::function<Answer<Value>(const ClaimQuery &)> &hook,
                            const lingsync_claim_query *asked,
                            lingsync_claim_answer *answer) noexcept {
        // No exception may leave a hook; the answer then waits.
        try {
            ClaimQuery query;
            query.id = view(asked->id, asked->id_len);
            query.text = view(asked->text, asked->text_len);
            if (asked->correct_text != nullptr) {
                query.correct_text = view(asked->correct_text, asked->correct_text_len);
            }
            query.verdict = static_cast<Verdict>(asked->verdict);
            query.turn = asked->turn;
            query.role = static_cast<Role>(asked->role);
            query.turn_text = view(asked->turn_text, asked->turn_text_len);
            const Answer<Value> said = hook(query);
            if (said.code_ != LINGSYNC_ANSWER_KNOWN) {
                return said.code_;
            }
            internal::run(lingsync_claim_answer_set, answer, static_cast<std::int32_t>(said.value_),
                          said.confidence_.value_or(std::numeric_limits<double>::quiet_NaN()));
            if (said.correct_text_) {
                internal::run(lingsync_claim_answer_set_correct_text, answer,
                              said.correct_text_->data(), said.correct_text_->size());
            }
            return LINGSYNC_ANSWER_KNOWN;
        } catch (...) {
            return LINGSYNC_ANSWER_PENDING;
        }
    }

    static std::int32_t on_check(void *hooks, const lingsync_claim_query *query,
                                 lingsync_claim_answer *answer) noexcept {
        return ask(static_cast<const Hooks *>(hooks)->check, query, answer);
    }

    static std::int32_t on_stance(void *hooks, const lingsync_claim_query *query,
                                  lingsync_claim_answer *answer) noexcept {
        return ask(static_cast<const Hooks *>(hooks)->stance, query, answer);
    }

    static void on_free(void *hooks) noexcept { delete static_cast<Hooks *>(hooks); }
};

class Session;

/// What Engine::analyse_jsonl gives beside reports and summaries.
struct AnalyseOptions {
    Detail detail = Detail::configured;
    /// No reports of turns, only summaries.
    bool summary_only = false;
    /// The lexicon that agent and client share as well.
    bool lexicon = false;
    /// What cannot be read becomes a line {"error": {...}} of its own; otherwise it throws.
    bool keep_going = false;
};

/// What all sessions share: settings and language data. One is enough for a program; it never
/// changes, and all its functions may run at the same time.
class Engine {
public:
    /// An engine with the defaults.
    Engine() : handle_(make(nullptr)) {}

    /// An engine with a copy of these settings. Throws invalid_config for a pattern that does not
    /// compile, and for "retention" = "keyed", which needs a key.
    explicit Engine(const Config &config) : handle_(make(config.get())) {}

    /// An engine for "retention" = "keyed". key is a secret of 16 bytes; another length throws
    /// invalid_argument.
    Engine(const Config &config, std::string_view key)
        : handle_(internal::made<lingsync_engine>(lingsync_engine_new_keyed,
                                                  checked(config.get()), key.data(), key.size())) {}

    /// An engine that knows what is true: claims are found and judged by a JSON list of facts,
    /// [{"subject": ["bats"], "property": "sight", "value": "can see", "wrong_values": ["blind"]}]. A
    /// key may be left empty. Throws invalid_config, limit_exceeded, invalid_utf8.
    [[nodiscard]] static Engine with_facts(std::string_view facts, const Config &config = Config(),
                                           std::string_view key = {}) {
        const std::string_view none;
        return Engine(internal::made<lingsync_engine>(
            lingsync_engine_new_with_facts, checked(config.get()), key.data(), key.size(),
            none.data(), none.size(), none.data(), none.size(), facts.data(), facts.size()));
    }

    /// A new, empty session.
    [[nodiscard]] Session session() const;

    /// A session from the bytes of Session::snapshot: it goes on as the first one would have.
    /// Throws invalid_snapshot, unsupported_version, limit_exceeded, retention; config_mismatch,
    /// pack_mismatch or key_mismatch if the snapshot is of another engine.
    [[nodiscard]] Session restore(std::string_view snapshot) const;

    /// Analyses a transcript in any form that the library reads: JSON Lines of dialogues or turns,
    /// OpenAI messages, speaker<TAB>text. Each dialogue gives one line of JSON, ended by a newline:
    /// {"id", "roles", "skipped", "turns": [...], "summary": {...}}. Throws invalid_transcript,
    /// limit_exceeded, invalid_hint, unless it keeps going.
    [[nodiscard]] std::string analyse_jsonl(std::string_view data,
                                            const AnalyseOptions &options = {}) const {
        std::uint32_t flags = 0;
        flags |= options.summary_only ? std::uint32_t{LINGSYNC_ANALYSE_SUMMARY_ONLY} : 0U;
        flags |= options.lexicon ? std::uint32_t{LINGSYNC_ANALYSE_LEXICON} : 0U;
        flags |= options.keep_going ? std::uint32_t{LINGSYNC_ANALYSE_KEEP_GOING} : 0U;
        return internal::taken(lingsync_engine_analyse_jsonl, get(), data.data(), data.size(),
                               internal::code(options.detail), flags);
    }

    /// A copy of the settings.
    [[nodiscard]] Config config() const {
        return Config(internal::made<lingsync_config>(lingsync_engine_config, get()));
    }

    /// Language, version and digest of the language pack; valid as long as the engine, empty if it
    /// was moved from.
    [[nodiscard]] std::string_view pack() const noexcept {
        return lingsync_engine_pack(handle_.get());
    }

    /// Another handle on the same engine, at the cost of a pointer.
    [[nodiscard]] Engine clone() const {
        return Engine(internal::made<lingsync_engine>(lingsync_engine_clone, get()));
    }

private:
    explicit Engine(internal::Handle<lingsync_engine> handle) noexcept
        : handle_(std::move(handle)) {}

    [[nodiscard]] static internal::Handle<lingsync_engine> make(const lingsync_config *config) {
        return internal::made<lingsync_engine>(lingsync_engine_new, checked(config));
    }

    /// The library is checked before it is called; a configuration is checked when it is made.
    [[nodiscard]] static const lingsync_config *checked(const lingsync_config *config) {
        check_abi();
        return config;
    }

    [[nodiscard]] lingsync_engine *get() const { return internal::held(handle_, "engine"); }

    internal::Handle<lingsync_engine> handle_;
};

/// One conversation, watched turn by turn. It may move between threads; const functions may run at
/// the same time.
class Session {
public:
    /// A session of an engine of its own, with the defaults.
    Session() : Session(Engine()) {}

    /// A new, empty session.
    explicit Session(const Engine &engine) : Session(engine.session()) {}

    /// Takes a turn in and reports on it. Throws invalid_utf8, limit_exceeded, invalid_hint; the
    /// session is then as it was.
    Report observe(Role role, std::string_view text, const Meta &meta = Meta()) {
        return report(lingsync_session_observe, get(), role, text, meta);
    }

    /// What observe() would report; changes nothing.
    [[nodiscard]] Report preview(Role role, std::string_view text,
                                 const Meta &meta = Meta()) const {
        return report(lingsync_session_preview, get(), role, text, meta);
    }

    /// As observe(), with the figures alone: the fast way, which makes no object.
    Figures observe_figures(Role role, std::string_view text, const Meta &meta = Meta()) {
        return figures(lingsync_session_observe, get(), role, text, meta, nullptr);
    }

    /// As preview(), with the figures alone.
    [[nodiscard]] Figures preview_figures(Role role, std::string_view text,
                                          const Meta &meta = Meta()) const {
        return figures(lingsync_session_preview, get(), role, text, meta, nullptr);
    }

    /// Takes several turns in, one a line, each {"role", "text", "speaker"?, "at"?, "hints"?} or
    /// speaker<TAB>text. Gives the JSON of each turn's report, each ended by a newline. All turns
    /// are taken in, or none. Throws as observe(), and invalid_transcript.
    std::string observe_jsonl(std::string_view lines, Detail detail = Detail::configured) {
        return internal::taken(lingsync_session_observe_jsonl, get(), lines.data(), lines.size(),
                               internal::code(detail));
    }

    /// The conversation so far.
    [[nodiscard]] Summary summary(Detail detail = Detail::configured) const {
        return Summary(internal::made<lingsync_summary>(lingsync_session_summary, get(),
                                                        internal::code(detail)));
    }

    /// The expressions that two roles share, with every measure of the lexicon, as JSON; those that
    /// one role repeats if the two are the same.
    [[nodiscard]] std::string lexicon_json(Role role = Role::agent,
                                           Role other = Role::client) const {
        return internal::taken(lingsync_session_lexicon_json, get(), internal::code(role),
                               internal::code(other));
    }

    /// Claims that you know before they are made, as a JSON list in the form of the hint "claims":
    /// [{"id": "bats", "text": "bats are blind", "verdict": false}]. One opens when a turn of the
    /// client holds most of its words. Throws invalid_hint, limit_exceeded, invalid_utf8.
    void watch(std::string_view claims) {
        internal::run(lingsync_session_watch, get(), claims.data(), claims.size());
    }

    /// Settles a claim by a JSON object {"verdict": false, "confidence"?: 0.9, "correct_text"?: "..."}.
    /// Reports that were given stay as they are; the JSON list of what they would say now is returned.
    /// Throws unknown_claim, invalid_hint, invalid_utf8.
    std::string resolve(std::string_view id, std::string_view resolution) {
        return internal::taken(lingsync_session_resolve, get(), id.data(), id.size(),
                               resolution.data(), resolution.size());
    }

    /// Asks these functions about claims from now on. A copy of the session has the same hooks; a
    /// snapshot has none.
    void set_hooks(Hooks hooks) {
        auto owned = std::make_unique<Hooks>(std::move(hooks));
        lingsync_hooks given{};
        given.struct_size = sizeof given;
        given.user_data = owned.get();
        given.check = owned->check ? Hooks::on_check : nullptr;
        given.stance = owned->stance ? Hooks::on_stance : nullptr;
        given.free_user_data = Hooks::on_free;
        internal::run(lingsync_session_set_hooks, get(), &given);
        // From here on the library frees them.
        static_cast<void>(owned.release());
    }

    /// Asks nobody any more.
    void clear_hooks() { internal::run(lingsync_session_clear_hooks, get()); }

    /// Goes back to the moment before turn to_turn was observed: for a reply that is regenerated,
    /// or a message that is edited. Throws unknown_turn, rewind_too_far, retention.
    void rewind(std::uint32_t to_turn) { internal::run(lingsync_session_rewind, get(), to_turn); }

    /// Removes what was said in one turn, as if its text had been empty. Throws unknown_turn.
    Redaction redact(std::uint32_t turn) {
        Redaction done{1, false};
        internal::run(lingsync_session_redact, get(), turn, &done.totals_kept);
        return done;
    }

    /// Removes a speaker: the label, and what was said in every turn under it. Throws
    /// unknown_speaker.
    Redaction forget(std::string_view speaker) {
        Redaction done;
        internal::run(lingsync_session_forget, get(), speaker.data(), speaker.size(), &done.turns,
                      &done.totals_kept);
        return done;
    }

    /// Forgets everything: the session is as new.
    void reset() { internal::run(lingsync_session_reset, get()); }

    /// The session as bytes, for Engine::restore. The same session gives the same bytes. Unless
    /// "retention" says otherwise they hold words of the conversation. Throws retention.
    [[nodiscard]] std::string snapshot() const {
        return internal::taken(lingsync_session_snapshot, get());
    }

    /// A copy that goes its own way from here on.
    [[nodiscard]] Session clone() const {
        return Session(internal::made<lingsync_session>(lingsync_session_clone, get()));
    }

    /// Turns observed so far, which is the number of the next one; 0 if the session was moved from
    /// or is being changed by another thread.
    [[nodiscard]] std::uint32_t turns() const noexcept {
        return lingsync_session_turns(handle_.get());
    }

    /// Bytes that the session holds, about; 0 as for turns().
    [[nodiscard]] std::size_t heap_bytes() const noexcept {
        return lingsync_session_heap_bytes(handle_.get());
    }

private:
    friend class Engine;

    explicit Session(internal::Handle<lingsync_session> handle) noexcept
        : handle_(std::move(handle)) {}

    [[nodiscard]] lingsync_session *get() const { return internal::held(handle_, "session"); }

    template <typename Function>
    static Figures figures(Function function, lingsync_session *session, Role role,
                           std::string_view text, const Meta &meta, lingsync_report **report) {
        Figures found;
        const std::string json = meta.json();
        internal::run(function, session, internal::code(role), text.data(), text.size(),
                      json.data(), json.size(), &found.figures_, report);
        return found;
    }

    template <typename Function>
    static Report report(Function function, lingsync_session *session, Role role,
                         std::string_view text, const Meta &meta) {
        lingsync_report *made = nullptr;
        const Figures found = figures(function, session, role, text, meta, &made);
        return Report(found, internal::Handle<lingsync_report>(made));
    }

    internal::Handle<lingsync_session> handle_;
};

inline Session Engine::session() const {
    return Session(internal::made<lingsync_session>(lingsync_session_new, get()));
}

inline Session Engine::restore(std::string_view snapshot) const {
    return Session(internal::made<lingsync_session>(lingsync_session_restore, get(),
                                                    snapshot.data(), snapshot.size()));
}

/// A candidate reply and what a preview says of it.
struct Candidate {
    /// Its place among the candidates as they were given.
    std::size_t index = 0;
    std::string text;
    Figures figures;
};

/// The share of words in shared expressions above which a reply merely echoes.
inline constexpr double echo_share = 0.8;

/// The default order of rerank(): replies that merely echo come last; then fewer missed terms come
/// first, then more mirrored words. It is an order by uptake of words and says nothing about the
/// quality of a reply.
[[nodiscard]] inline bool more_uptake(const Candidate &one, const Candidate &two) noexcept {
    const bool one_echoes = one.figures.shared_repetition().value_or(0.0) > echo_share;
    const bool two_echoes = two.figures.shared_repetition().value_or(0.0) > echo_share;
    if (one_echoes != two_echoes) {
        return two_echoes;
    }
    // An undefined count is so for all candidates alike: they answer the same turn.
    const std::uint32_t one_missed = one.figures.missed().value_or(0);
    const std::uint32_t two_missed = two.figures.missed().value_or(0);
    if (one_missed != two_missed) {
        return one_missed < two_missed;
    }
    return one.figures.mirrored().value_or(0) > two.figures.mirrored().value_or(0);
}

/// Previews each text as the next turn of role and gives all of them, best first; equals stay in
/// the order given. texts is any range of what std::string_view takes; before(a, b) says whether a
/// comes before b. Nothing is observed. Throws as Session::preview.
template <typename Texts, typename Before = bool (*)(const Candidate &, const Candidate &)>
[[nodiscard]] std::vector<Candidate> rerank(const Session &session, const Texts &texts,
                                            Before before = more_uptake, Role role = Role::agent,
                                            const Meta &meta = Meta()) {
    std::vector<Candidate> candidates;
    for (auto &&item : texts) {
        // item is alive for as long as text looks at it, also where the range makes strings anew.
        const std::string_view text = item;
        candidates.push_back({candidates.size(), std::string(text),
                              session.preview_figures(role, text, meta)});
    }
    std::stable_sort(candidates.begin(), candidates.end(), before);
    return candidates;
}

} // namespace lingsync

#endif // LINGSYNC_HPP
