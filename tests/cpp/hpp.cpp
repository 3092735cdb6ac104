// c++ -std=c++17 -Iinclude tests/cpp/hpp.cpp target/release/liblingsync.a -pthread -ldl && ./a.out
//
// The C++ face: ownership, exceptions by kind, moved-from objects, absent figures, threads. Says
// nothing and returns 0 if all is well.

#include "lingsync.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace lingsync;

namespace {

int failures = 0;

#define EXPECT(condition)                                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);         \
            ++failures;                                                                            \
        }                                                                                          \
    } while (false)

// The call throws an Error of this status whose message holds this piece.
template <typename Call> bool throws(Status status, std::string_view piece, Call call) {
    try {
        call();
        std::fprintf(stderr, "nothing was thrown; ");
    } catch (const Error &error) {
        const std::string_view message = error.what();
        if (error.status() == status && error.kind() == name(status) &&
            message.find(piece) != std::string_view::npos) {
            return true;
        }
        std::fprintf(stderr, "%s: %s; ", std::string(error.kind()).c_str(), error.what());
    }
    return false;
}

// What the types promise before anything runs.
template <typename Object> constexpr bool is_handle() {
    return std::is_nothrow_move_constructible_v<Object> &&
           std::is_nothrow_move_assignable_v<Object> && !std::is_copy_constructible_v<Object> &&
           !std::is_copy_assignable_v<Object>;
}
static_assert(is_handle<Config>() && is_handle<Engine>() && is_handle<Session>());
static_assert(is_handle<Report>() && is_handle<Summary>());
static_assert(std::is_trivially_copyable_v<Figures> && sizeof(Figures) == 128);
static_assert(std::is_nothrow_copy_constructible_v<Error>);
static_assert(!std::is_convertible_v<lingsync_session *, Session>);
static_assert(noexcept(std::declval<const Figures &>().shared_repetition()));
static_assert(noexcept(std::declval<const Session &>().turns()));

Session conversation() {
    Session session;
    session.observe(Role::client, "I want to pause my plan until June");
    session.observe(Role::agent, "Sure, I can suspend your subscription until June.");
    return session;
}

void figures_are_optional() {
    const Figures none;
    EXPECT(!none.shared_repetition() && !none.mirrored() && !none.worst_severity());
    EXPECT(none.reason(Measure::mirrored) == Undefined::not_available);
    EXPECT(none.reason(static_cast<Measure>(99)) == Undefined::not_available);

    Session session;
    session.observe_figures(Role::client, "The blue box never arrived");
    const Figures found =
        session.observe_figures(Role::agent, "I am sorry the blue box never arrived.");
    EXPECT(found.turn() == 1 && found.role() == Role::agent && found.words() == 8);
    EXPECT(found.shared_repetition() == 0.625 && found.self_repetition() == 0.0);
    EXPECT(found.mirrored() == 3U && found.missed() == 0U);
    EXPECT(found.reason(Measure::shared_repetition) == Undefined::defined);
    EXPECT(found.formality_to_target() && found.warmth_to_target() <= 0.0);
    EXPECT(found.valence_to_target() && found.verbosity_to_target() > 0.0);
    EXPECT(found.response() == Response::none && found.repair() == Repair::idle);
    EXPECT(found.asked() == false && found.grounded());
    EXPECT(found.stance() == Stance::none && !found.claims_open() && !found.claims_uncorrected());
    EXPECT(found.reason(Measure::claims) == Undefined::no_truth_supplied);
    const Figures what = session.observe_figures(Role::client, "Sorry, which box?");
    EXPECT(what.repair() == Repair::open && what.asked() == true && what.grounded() == 1U);
    EXPECT(!found.findings_opened() && !found.findings_open());
    EXPECT(found.c().struct_size == sizeof(lingsync_turn_figures));

    const Figures empty = session.observe_figures(Role::client, "👍");
    EXPECT(!empty.shared_repetition() && empty.mirrored() == 0U);
    EXPECT(empty.reason(Measure::shared_repetition) == Undefined::empty);
    EXPECT(name(Undefined::empty) == "empty" && name(Undefined::defined) == "defined");
    EXPECT(session.observe_figures(Role::client, {}).words() == 0);
    EXPECT(name(Role::client) == "client" && name(Role::agent) == "agent");
    EXPECT(name(Role::other) == "other" && name(Status::limit_exceeded) == "limit_exceeded");
}

void reports_outlive_their_session() {
    Engine *engine = new Engine();
    Session *session = new Session(*engine);
    delete engine;
    session->observe(Role::client, "where is my box?");
    const Report preview = session->preview(Role::agent, "Your box is on its way.");
    EXPECT(session->turns() == 1 && session->heap_bytes() > 0);
    const Report report = session->observe(Role::agent, "Your box is on its way.");
    const Summary summary = session->summary(Detail::full);
    delete session;
    EXPECT(preview.json(Detail::full) == report.json(Detail::full));
    EXPECT(report.json().rfind("{\"schema\":\"lingsync.turn/1\"", 0) == 0);
    EXPECT(report.json(Detail::brief).size() < report.json(Detail::full).size());
    EXPECT(summary.json().rfind("{\"schema\":\"lingsync.summary/1\"", 0) == 0);
    EXPECT(report.figures().mirrored() == 1U);
}

void a_turn_can_say_more() {
    EXPECT(Meta().empty() && Meta().json().empty());
    const Meta meta = Meta().speaker("A\"n\\a\nb").at(-5).hints(R"({"language":"en"})");
    EXPECT(!meta.empty());
    EXPECT(meta.json() ==
           R"({"speaker":"A\"n\\a\u000ab","at":-5,"hints":{"language":"en"}})");
    Session session;
    const Report report = session.observe(Role::client, "hello there", meta);
    EXPECT(report.json().find(R"("speaker":"A\"n\\a\nb","at":-5)") != std::string::npos);
    EXPECT(session.preview_figures(Role::agent, "hello", Meta().at(7)).shared_repetition() == 1.0);
    EXPECT(throws(Status::invalid_hint, "", [&] {
        session.observe(Role::client, "hi", Meta().hints("{\"exclude\": 3}"));
    }));
    EXPECT(throws(Status::invalid_hint, "", [&] {
        session.observe_figures(Role::client, "hi", Meta().hints("nonsense"));
    }));
    EXPECT(session.turns() == 1);
}

void moved_from_objects_throw() {
    Session session = conversation();
    Session other = std::move(session);
    EXPECT(other.turns() == 2 && session.turns() == 0 && session.heap_bytes() == 0);
    const auto piece = "the session was moved from";
    const auto bad = Status::invalid_state;
    EXPECT(throws(bad, piece, [&] { session.observe(Role::client, "hi"); }));
    EXPECT(throws(bad, piece, [&] { session.observe_figures(Role::client, "hi"); }));
    EXPECT(throws(bad, piece, [&] { (void)session.preview(Role::client, "hi"); }));
    EXPECT(throws(bad, piece, [&] { (void)session.preview_figures(Role::client, "hi"); }));
    EXPECT(throws(bad, piece, [&] { session.observe_jsonl(""); }));
    EXPECT(throws(bad, piece, [&] { (void)session.summary(); }));
    EXPECT(throws(bad, piece, [&] { (void)session.lexicon_json(); }));
    EXPECT(throws(bad, piece, [&] { session.rewind(0); }));
    EXPECT(throws(bad, piece, [&] { session.redact(0); }));
    EXPECT(throws(bad, piece, [&] { session.forget("Ana"); }));
    EXPECT(throws(bad, piece, [&] { session.reset(); }));
    EXPECT(throws(bad, piece, [&] { (void)session.snapshot(); }));
    EXPECT(throws(bad, piece, [&] { (void)session.clone(); }));
    const std::vector<std::string> one{"hi"};
    EXPECT(throws(bad, piece, [&] { (void)rerank(session, one); }));
    session = std::move(other);
    EXPECT(session.turns() == 2);

    Engine engine;
    Engine moved = std::move(engine);
    EXPECT(throws(bad, "the engine was", [&] { (void)engine.session(); }));
    EXPECT(throws(bad, "the engine was", [&] { Session made(engine); }));
    EXPECT(throws(bad, "the engine was", [&] { (void)engine.restore(""); }));
    EXPECT(throws(bad, "the engine was", [&] { (void)engine.analyse_jsonl(""); }));
    EXPECT(throws(bad, "the engine was", [&] { (void)engine.config(); }));
    EXPECT(throws(bad, "the engine was", [&] { (void)engine.clone(); }));
    EXPECT(engine.pack().empty() && moved.pack().substr(0, 3) == "en-");

    Config config;
    Config kept = std::move(config);
    EXPECT(throws(bad, "the configuration was", [&] { config.set("strict", true); }));
    EXPECT(throws(bad, "the configuration was", [&] { config.set_json("strict", "true"); }));
    EXPECT(throws(bad, "the configuration was", [&] { (void)config.json(); }));
    EXPECT(throws(bad, "the configuration was", [&] { (void)config.clone(); }));
    EXPECT(throws(bad, "the configuration was", [&] { Engine made(config); }));
    EXPECT(kept.json() == Config().json());

    Report report = session.preview(Role::agent, "hi");
    Report taken = std::move(report);
    EXPECT(throws(bad, "the report was", [&] { (void)report.json(); }));
    EXPECT(!taken.json().empty() && report.figures().words() == 1);
    Summary summary = session.summary();
    Summary held = std::move(summary);
    EXPECT(throws(bad, "the summary was", [&] { (void)summary.json(); }));
    EXPECT(!held.json().empty());
}

void errors_have_kinds() {
    Session session = conversation();
    const std::string before = session.snapshot();
    EXPECT(throws(Status::unknown_turn, "", [&] { session.rewind(9); }));
    EXPECT(throws(Status::unknown_turn, "", [&] { session.redact(9); }));
    EXPECT(throws(Status::unknown_speaker, "", [&] { session.forget("Ana"); }));
    EXPECT(throws(Status::invalid_argument, "role 7",
                  [&] { session.observe(static_cast<Role>(7), "hi"); }));
    EXPECT(throws(Status::invalid_argument, "detail 7",
                  [&] { (void)session.summary(static_cast<Detail>(7)); }));
    EXPECT(throws(Status::invalid_transcript, "", [&] {
        session.observe_jsonl("{\"role\":\"user\",\"text\":\"hi\"}\n{\"role\":\n");
    }));
    try {
        session.observe(Role::client, "abc\xff");
        EXPECT(false);
    } catch (const Error &error) {
        const Error copy = error;
        EXPECT(copy.status() == Status::invalid_utf8 && copy.kind() == "invalid_utf8");
        EXPECT(copy.offset() == 3U && std::string_view(copy.what()) == error.what());
    }
    EXPECT(session.snapshot() == before);

    const Engine engine;
    EXPECT(throws(Status::invalid_snapshot, "", [&] { (void)engine.restore("nonsense"); }));
    EXPECT(throws(Status::invalid_snapshot, "", [&] {
        (void)engine.restore(std::string_view(before).substr(0, before.size() / 2));
    }));
    EXPECT(throws(Status::invalid_transcript, "",
                  [&] { (void)engine.analyse_jsonl("{\"turns\": 1}"); }));
    const Engine small(Config().set("limits.max_turn_bytes", 1024));
    EXPECT(throws(Status::limit_exceeded, "1024", [&] {
        small.session().observe(Role::client, std::string(2000, 'a'));
    }));
    const Engine forgetful(Config().set("retention", "none"));
    EXPECT(throws(Status::retention, "", [&] { (void)forgetful.session().snapshot(); }));
}

void settings_are_set_by_type() {
    Config config;
    config.set("strict", true).set("lexical.window_tokens", 4096).set("language", "es");
    config.set("limits.max_turn_bytes", std::size_t{8192}).set("detail", std::string("full"));
    config.set_json("glossary", R"([{"id": "parcel", "terms": ["box", "consignment"]}])");
    const std::string json = config.json();
    EXPECT(json.find("\"strict\":true") != std::string::npos);
    EXPECT(json.find("\"window_tokens\":4096") != std::string::npos);
    EXPECT(json.find("\"language\":\"es\"") != std::string::npos);
    EXPECT(json.find("\"max_turn_bytes\":8192") != std::string::npos);
    EXPECT(config.clone().json() == json && Config::from_json(json).json() == json);
    EXPECT(Engine(config).config().json() == json);

    const auto bad = Status::invalid_config;
    EXPECT(throws(bad, "", [&] { config.set("no.such.thing", 1); }));
    EXPECT(throws(bad, "", [&] { config.set("strict", "perhaps"); }));
    EXPECT(throws(bad, "", [&] { config.set("lexical.window_tokens", true); }));
    EXPECT(throws(bad, "", [&] { config.set("lexical.window_tokens", 0.5); }));
    EXPECT(throws(bad, "", [&] { config.set("lexical.window_tokens", -1); }));
    EXPECT(throws(bad, "out of range", [&] { config.set("lexical.window_tokens", SIZE_MAX); }));
    EXPECT(throws(bad, "NUL", [&] { config.set(std::string_view("strict\0x", 8), true); }));
    EXPECT(throws(bad, "", [&] { config.set_json("glossary", "[{"); }));
    EXPECT(throws(bad, "", [&] { (void)Config::from_json("{\"nonsense\": 1}"); }));
    EXPECT(config.json() == json);
}

void keys_belong_to_their_snapshots() {
    Config config;
    config.set("retention", "keyed");
    EXPECT(throws(Status::invalid_config, "", [&] { Engine engine(config); }));
    EXPECT(throws(Status::invalid_argument, "", [&] { Engine engine(config, "short"); }));
    const Engine one(config, "0123456789abcdef");
    const Engine two(config, "fedcba9876543210");
    Session session(one);
    session.observe(Role::client, "my box");
    EXPECT(one.restore(session.snapshot()).turns() == 1);
    EXPECT(throws(Status::key_mismatch, "", [&] { (void)two.restore(session.snapshot()); }));
    EXPECT(throws(Status::config_mismatch, "",
                  [&] { (void)Engine().restore(session.snapshot()); }));
}

void copies_go_their_own_way() {
    const Engine engine;
    Session session(engine.clone());
    session.observe(Role::client, "my box is late", Meta().speaker("Ana"));
    const std::string state = session.snapshot();
    EXPECT(state.find('\0') != std::string::npos && state == session.snapshot());

    Session copy = session.clone();
    Session back = engine.restore(state);
    const auto reply = "Your box is on its way.";
    const std::string said = session.observe(Role::agent, reply).json();
    EXPECT(copy.turns() == 1 && back.turns() == 1 && session.turns() == 2);
    EXPECT(copy.observe(Role::agent, reply).json() == said);
    EXPECT(back.observe(Role::agent, reply).json() == said);
    EXPECT(back.snapshot() == session.snapshot());

    session.rewind(1);
    EXPECT(session.turns() == 1 && session.snapshot() == state);
    const Redaction gone = session.forget("Ana");
    EXPECT(gone.turns == 1 && !gone.totals_kept);
    EXPECT(copy.redact(1).turns == 1);
    copy.reset();
    EXPECT(copy.turns() == 0 && copy.snapshot() == Session(engine).snapshot());
}

void many_turns_go_in_at_once() {
    Session session;
    const std::string reports = session.observe_jsonl(
        "{\"role\": \"user\", \"text\": \"pause my plan\"}\n"
        "{\"role\": \"assistant\", \"text\": \"Which plan?\"}\n");
    EXPECT(session.turns() == 2 && std::count(reports.begin(), reports.end(), '\n') == 2);
    EXPECT(session.lexicon_json().find("\"plan\"") != std::string::npos);
    EXPECT(session.lexicon_json(Role::client, Role::client) != session.lexicon_json());

    const Engine engine;
    const std::string_view chat =
        "{\"id\": \"7\", \"turns\": [{\"role\": \"client\", \"text\": \"my plan\"}, "
        "{\"role\": \"agent\", \"text\": \"Which plan?\"}]}\n"
        "{\"id\": \"8\", \"turns\": 5}\n";
    AnalyseOptions options;
    options.keep_going = true;
    const std::string all = engine.analyse_jsonl(chat, options);
    EXPECT(std::count(all.begin(), all.end(), '\n') == 2);
    EXPECT(all.find("lingsync.turn/1") != std::string::npos);
    EXPECT(all.find("{\"error\":{") != std::string::npos);
    options.summary_only = options.lexicon = true;
    options.detail = Detail::full;
    const std::string short_one = engine.analyse_jsonl(chat, options);
    EXPECT(short_one.find("lingsync.turn/1") == std::string::npos);
    EXPECT(short_one.find("\"lexicon\":{") != std::string::npos);
}

void candidates_are_ranked() {
    Session session;
    session.observe(Role::client, "does the kiln need a new element?");
    const char *const texts[] = {
        "Does the kiln need a new element?",
        "Your heating coil might be defective.",
        "Wait.",
        "An old kiln often needs one: measure the element.",
    };
    const std::vector<Candidate> ranked = rerank(session, texts);
    EXPECT(ranked.size() == 4 && session.turns() == 1);
    EXPECT(ranked[0].index == 3 && ranked[0].text == texts[3]);
    EXPECT(ranked[1].index == 1 && ranked[2].index == 2 && ranked[3].index == 0);
    EXPECT(ranked[3].figures.shared_repetition() > echo_share);
    const auto longer = [](const Candidate &one, const Candidate &two) {
        return one.figures.words() > two.figures.words();
    };
    EXPECT(rerank(session, texts, longer, Role::other, Meta().at(3))[0].index == 3);
    EXPECT(rerank(session, std::vector<std::string_view>()).empty());
}

void claims_are_watched_checked_and_resolved() {
    Session session(Engine::with_facts(
        R"([{"subject": "the museum", "property": "opens", "value": "nine", "wrong_values": ["eight"]}])"));
    EXPECT(session.observe(Role::client, "The museum opens at eight, right?").figures().claims_open() ==
           1U);
    EXPECT(session.observe(Role::agent, "The museum opens at nine.").figures().claims_open() == 0U);
    session.watch(R"([{"id": "box", "text": "the box is green", "verdict": "pending"}])");
    session.observe(Role::client, "The box is green, right?");
    session.observe(Role::agent, "It is.", Meta().hints(
        R"({"stances": [{"claim": "box", "stance": "asserts"}]})"));
    const std::string amended = session.resolve("box", R"({"verdict": false})");
    EXPECT(amended.find(R"("before":"pending","after":"accommodate")") != std::string::npos);
    try {
        session.resolve("bag", R"({"verdict": false})");
        EXPECT(false);
    } catch (const Error &error) {
        EXPECT(error.status() == Status::unknown_claim && error.kind() == "unknown_claim");
    }
}

void hooks_are_functions() {
    const std::string_view hints =
        R"({"claims": [{"id": "kettle", "text": "the kettle holds two litres", "verdict": "unknown"}]})";
    const auto life = std::make_shared<int>(0);
    Session session;
    Hooks hooks;
    hooks.check = [life](const ClaimQuery &query) {
        ++*life;
        EXPECT(query.id == "kettle" && query.text == "the kettle holds two litres");
        EXPECT(!query.correct_text && query.role == Role::client && query.turn_text == "Two?");
        return Answer<Verdict>::known(Verdict::false_, 0.9).correct_text("it holds one");
    };
    hooks.stance = [](const ClaimQuery &query) {
        return query.correct_text == "it holds one" ? Answer<ClaimStance>::known(ClaimStance::denies)
                                                    : Answer<ClaimStance>::nothing();
    };
    session.set_hooks(hooks);
    hooks = Hooks();
    EXPECT(life.use_count() == 2);
    EXPECT(session.observe(Role::client, "Two?", Meta().hints(hints)).figures().claims_open() == 1U);
    EXPECT(session.observe(Role::agent, "No.").figures().claims_open() == 0U && *life == 1);
    session.clear_hooks();
    EXPECT(life.use_count() == 1);

    Hooks wrong;
    wrong.check = [](const ClaimQuery &) -> Answer<Verdict> { throw std::runtime_error("no"); };
    session.reset();
    session.set_hooks(wrong);
    const std::string thrown = session.preview(Role::client, "Two?", Meta().hints(hints)).json();
    EXPECT(thrown.find(R"("verdict":"pending")") != std::string::npos);
    bool refused = false;
    wrong.check = [&session, &refused](const ClaimQuery &) {
        try {
            static_cast<void>(session.preview(Role::client, "Two?"));
        } catch (const Error &error) {
            refused = error.status() == Status::invalid_state;
        }
        return Answer<Verdict>::known(Verdict::true_);
    };
    session.set_hooks(wrong);
    const std::string again = session.preview(Role::client, "Two?", Meta().hints(hints)).json();
    EXPECT(refused && again.find(R"("verdict":"pending")") != std::string::npos);
}

void threads_may_read_together() {
    const Session session = conversation();
    const std::string expected = session.preview(Role::agent, "your plan").json();
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                wrong += session.preview(Role::agent, "your plan").json() == expected ? 0 : 1;
            }
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    EXPECT(wrong == 0);
}

} // namespace

int main() {
    check_abi();
    EXPECT(version() == LINGSYNC_VERSION);
    figures_are_optional();
    reports_outlive_their_session();
    a_turn_can_say_more();
    moved_from_objects_throw();
    errors_have_kinds();
    settings_are_set_by_type();
    keys_belong_to_their_snapshots();
    copies_go_their_own_way();
    many_turns_go_in_at_once();
    candidates_are_ranked();
    claims_are_watched_checked_and_resolved();
    hooks_are_functions();
    threads_may_read_together();
    return failures == 0 ? 0 : 1;
}
