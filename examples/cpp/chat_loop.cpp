// c++ -std=c++17 -Iinclude examples/cpp/chat_loop.cpp target/release/liblingsync.a -pthread -ldl
//
// The shape of a chat backend: each request brings the chat so far, some candidate replies, and
// the state of the session as bytes; it picks a reply and gives the new state. The programs of the
// same name in C, Python, Go and Rust print the same.

#include "lingsync.hpp"

#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using lingsync::Role;

struct Message {
    std::string role; // "user" or "assistant"
    std::string content;
};

struct Answer {
    std::string reply;
    std::string state; // a snapshot, for the next request
};

// Handles one request. state is what the request before gave.
Answer handle(const lingsync::Engine &engine, const std::optional<std::string> &state,
              const std::vector<Message> &messages, const std::vector<std::string> &candidates) {
    // The session goes on where the request before left it.
    lingsync::Session session = state ? engine.restore(*state) : engine.session();
    const std::uint32_t seen = session.turns();
    std::cout << "messages: " << messages.size() << ", seen before: " << seen << '\n';

    // It has seen more than the chat holds: the last reply is to be written anew.
    if (seen > messages.size()) {
        session.rewind(static_cast<std::uint32_t>(messages.size()));
    }
    while (session.turns() < messages.size()) {
        const Message &message = messages[session.turns()];
        const Role role = message.role == "user" ? Role::client : Role::agent;
        session.observe_figures(role, message.content);
    }

    // A preview changes nothing. The default order puts replies that merely echo last, then fewer
    // missed terms first, then more mirrored words. That is an order by uptake of words, no
    // judgement of quality; give one of your own, or use it beside your model's own score.
    const auto ranked = lingsync::rerank(session, candidates);
    if (ranked.empty()) {
        throw std::invalid_argument("a request needs a candidate");
    }
    const lingsync::Candidate &best = ranked.front();
    const lingsync::Figures figures = session.observe_figures(Role::agent, best.text);
    Answer answer{best.text, session.snapshot()};

    std::cout << "  turn " << figures.turn() << ": mirrored " << figures.mirrored().value_or(0)
              << ", missed " << figures.missed().value_or(0) << ", shared ";
    if (const auto share = figures.shared_repetition()) {
        std::cout << std::fixed << std::setprecision(1) << 100.0 * *share << " %\n";
    } else {
        const auto reason = figures.reason(lingsync::Measure::shared_repetition);
        std::cout << "- (" << name(reason) << ")\n";
    }
    std::cout << "  reply " << best.index + 1 << " of " << candidates.size() << ": "
              << answer.reply << "\n  state: " << answer.state.size() << " bytes\n";
    return answer;
}

int main() try {
    const lingsync::Engine engine;
    std::vector<Message> chat{
        {"user", "My tulip bulbs have not come yet. Can you check the parcel?"},
    };
    const Answer first = handle(
        engine, std::nullopt, chat,
        {
            "We apologise for the inconvenience and will look into it.",
            "My tulip bulbs have not come yet. Can you check the parcel?",
            "I can check where the parcel with your tulip bulbs is. What is your postcode?",
        });
    // The second request is for the same messages: the user wants another reply.
    const Answer again = handle(
        engine, first.state, chat,
        {
            "Shipments are delayed at times.",
            "I checked: the parcel with the tulip bulbs left our shop, but it has not come far.",
        });
    chat.push_back({"assistant", again.reply});
    chat.push_back({"user", "Will the bulbs survive the frost in the parcel?"});
    handle(engine, again.state, chat,
           {
               "Rest assured that everything will be fine 🌷",
               "In a parcel the bulbs stay fresh for three weeks; frost does them no harm.",
           });
    return EXIT_SUCCESS;
} catch (const lingsync::Error &error) {
    std::cerr << error.kind() << ": " << error.what() << '\n';
    return EXIT_FAILURE;
} catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
