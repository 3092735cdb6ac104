//! schema/report.schema.json: all that the library writes fits it, all that it says is met, and the
//! types of the bindings are generated from it.
//!
//! `BLESS=1 cargo test --test schema` writes the generated files anew.
#![cfg(all(feature = "std", feature = "json"))]

#[path = "schema/acts.rs"]
mod acts;
#[path = "schema/check.rs"]
mod check;
#[path = "schema/claims.rs"]
mod claims;
#[path = "schema/go.rs"]
mod go;
#[path = "schema/json.rs"]
mod json;
#[path = "schema/model.rs"]
mod model;
#[path = "schema/python.rs"]
mod python;
#[path = "schema/samples.rs"]
mod samples;

use check::{Met, Schema, reference, types};
use json::Json;
use lingsync::{
    ErrorKind, Party, Role, Undefined, Verdict,
    acts::{Act, Forms, Wishes},
    clarification::{RepairKind, RepairStep, Response, StyleStep},
    correction,
};
use std::{collections::HashSet, path::Path};

const SCHEMA: &str = include_str!("../schema/report.schema.json");

/// What cannot be met yet, by its start, and why.
#[cfg(all(feature = "english", feature = "patterns"))]
const NOT_YET: [(&str, &str); 17] = [
    ("ClaimReport.verdict_source = null", "every claim of this version has a source"),
    ("UndefinedReason = no_vectors", "no measure of this version uses word vectors"),
    ("UndefinedReason = no_referents", "no measure of this version reads referents"),
    ("UndefinedReason = budget", "no measure of this version has a budget"),
    ("UndefinedReason = retention", "every measure of this version works on hashes"),
    ("ErrorKind = invalid_config", "of building an engine, not of reading a dialogue"),
    ("ErrorKind = unknown_turn", "of a call on a session, not of reading a dialogue"),
    ("ErrorKind = unknown_speaker", "of a call on a session, not of reading a dialogue"),
    ("ErrorKind = rewind_too_far", "of a call on a session, not of reading a dialogue"),
    ("ErrorKind = retention", "of a call on a session, not of reading a dialogue"),
    ("ErrorKind = invalid_snapshot", "of restoring, not of reading a dialogue"),
    ("ErrorKind = unsupported_version", "of restoring, not of reading a dialogue"),
    ("ErrorKind = config_mismatch", "of restoring, not of reading a dialogue"),
    ("ErrorKind = pack_mismatch", "of restoring, not of reading a dialogue"),
    ("ErrorKind = key_mismatch", "of restoring, not of reading a dialogue"),
    ("ErrorKind = invalid_pack", "of building an engine, not of reading a dialogue"),
    ("ErrorKind = unknown_claim", "of a call on a session, not of reading a dialogue"),
];

fn all_samples() -> impl Iterator<Item = samples::Sample> {
    let told = claims::samples();
    samples::of_sessions().into_iter().chain(samples::of_transcripts()).chain(told)
}

#[test]
fn everything_that_is_written_fits_the_schema_and_the_schema_promises_nothing_else() {
    let schema = Schema::new(SCHEMA);
    let mut met = Met::new();
    // Many settings give the same text.
    let mut checked = HashSet::new();
    for sample in all_samples().filter(|sample| checked.insert(sample.json.clone())) {
        let value = Json::read(&sample.json);
        if let Err(problem) = schema.check(sample.def, &value, &mut met) {
            panic!("{problem}\n{}: {}", sample.from, sample.json);
        }
    }
    let possible = schema.possible();
    assert_eq!(met.difference(&possible).next(), None);
    // Without the pack and the patterns some things are never said.
    #[cfg(all(feature = "english", feature = "patterns"))]
    {
        let unmet: Vec<&str> = possible.difference(&met).map(String::as_str).collect();
        let mut expected = NOT_YET.map(|(what, _)| what);
        expected.sort_unstable();
        assert_eq!(unmet, expected);
    }
}

#[test]
fn a_document_fits_one_kind_of_report_only() {
    let schema = Schema::new(SCHEMA);
    let kinds: Vec<&str> =
        schema.root().get("oneOf").unwrap().items().iter().filter_map(reference).collect();
    assert_eq!(kinds, ["TurnReport", "SessionSummary", "DialogueReport", "Problem", "Lexicon"]);
    for sample in samples::of_transcripts().iter().step_by(5) {
        let value = Json::read(&sample.json);
        let fits = |kind: &&&str| schema.check(kind, &value, &mut Met::new()).is_ok();
        assert_eq!(kinds.iter().filter(fits).collect::<Vec<_>>(), [&sample.def]);
    }
}

#[test]
fn every_property_is_described_and_every_object_is_closed() {
    let schema = Schema::new(SCHEMA);
    for (name, def) in schema.defs() {
        assert!(def.text_of("description").ends_with('.'), "{name}");
        keywords_are_known(name, def);
        let properties = def.get("properties").map_or(&[][..], Json::entries);
        if types(def) == ["object"] {
            assert_eq!(def.get("additionalProperties"), Some(&Json::Bool(false)), "{name}");
            assert!(!properties.is_empty(), "{name}");
        }
        for (key, rule) in properties {
            let doc = rule.text_of("description");
            assert!(doc.ends_with('.') && !doc.contains("  "), "{name}.{key}");
            assert!(rule.get("properties").is_none(), "{name}.{key} needs a definition");
        }
        let required = def.get("required").map_or(&[][..], Json::items);
        let order = required
            .iter()
            .map(|name| properties.iter().position(|(key, _)| name.text() == Some(key)).unwrap());
        assert!(order.is_sorted(), "{name}");
    }
}

/// The validator would pass over a keyword that it does not know.
fn keywords_are_known(at: &str, rule: &Json) {
    for (keyword, value) in rule.entries() {
        match &**keyword {
            "$ref" => assert!(reference(rule).is_some(), "{at}"),
            "properties" => {
                value.entries().iter().for_each(|(key, rule)| keywords_are_known(key, rule));
            }
            "oneOf" => value.items().iter().for_each(|rule| keywords_are_known(at, rule)),
            "items" | "additionalProperties" => keywords_are_known(at, value),
            "description" | "type" | "enum" | "const" | "required" | "minimum" | "maximum"
            | "minItems" | "maxItems" => {}
            _ => panic!("{at}: `{keyword}`"),
        }
    }
}

#[test]
fn the_names_in_the_schema_are_those_of_the_library() {
    let schema = Schema::new(SCHEMA);
    let values = |name: &str| -> Vec<String> {
        let values = schema.def(name).get("enum").unwrap().items();
        values.iter().filter_map(Json::text).map(String::from).collect()
    };
    use Undefined as U;
    let reasons = [
        U::NotAvailable,
        U::Empty,
        U::TooShort,
        U::TooFew,
        U::NoVariance,
        U::Language,
        U::NoVectors,
        U::NoTruthSupplied,
        U::NoTime,
        U::NoReferents,
        U::LowReliability,
        U::Budget,
        U::Retention,
        U::NoBackground,
        U::NoGlossary,
    ];
    assert_eq!(values("UndefinedReason"), reasons.map(U::name));
    use ErrorKind as E;
    let kinds = [
        E::LimitExceeded,
        E::InvalidHint,
        E::InvalidConfig,
        E::InvalidTranscript,
        E::UnknownTurn,
        E::UnknownSpeaker,
        E::RewindTooFar,
        E::Retention,
        E::InvalidSnapshot,
        E::UnsupportedVersion,
        E::ConfigMismatch,
        E::PackMismatch,
        E::KeyMismatch,
        E::InvalidPack,
        E::UnknownClaim,
    ];
    assert_eq!(values("ErrorKind"), kinds.map(E::name));
    assert_eq!(values("Role"), [Role::Client, Role::Agent, Role::Other].map(Role::name));
    let parties = (0..Party::MAX_SPEAKERS as u8).map(|index| Party::from_index(index).name());
    assert_eq!(values("Party"), parties.collect::<Vec<_>>());
    let acts = Act::ALL.iter().map(|act| act.name());
    assert_eq!(values("Act"), acts.collect::<Vec<_>>());
    let forms = [Forms::POLAR, Forms::WH, Forms::ALTERNATIVE];
    let forms = forms.into_iter().chain([Forms::DECLARATIVE, Forms::TAG, Forms::INDIRECT]);
    let forms: Vec<&str> = forms.flat_map(Forms::names).collect();
    assert_eq!(values("QuestionForm"), forms);
    use RepairStep as R;
    let steps = [
        R::Opened,
        R::Chained,
        R::Solved,
        R::Closed,
        R::Breakdown,
        R::Abandoned,
        R::Misread,
        R::Repaired,
        R::Ignored,
        R::Unaddressed,
    ];
    assert_eq!(values("RepairStep"), steps.map(R::name));
    use RepairKind as K;
    let kinds = [K::Open, K::Restricted, K::Candidate, K::ThirdPosition];
    assert_eq!(values("RepairKind"), kinds.map(K::name));
    use Response as A;
    let responses = [A::Clarify, A::AssumeStated, A::Passive, A::OfferOnly];
    assert_eq!(values("ClarificationResponse"), responses.map(A::name));
    use StyleStep as S;
    let steps = [S::Asked, S::Honoured, S::NotHonoured, S::Undecided];
    assert_eq!(values("StyleStep"), steps.map(S::name));
    assert!(values("Wish").iter().all(|name| Wishes::from_name(name).is_some()));
    assert_eq!(values("Wish").len(), 9);
    let verdicts = [Verdict::False, Verdict::True, Verdict::Unknown, Verdict::Pending];
    assert_eq!(values("ClaimVerdict"), verdicts.map(Verdict::name));
    use correction::{MarkerKind as M, Response as C, Source as O, StanceStep as T};
    let sources = [O::Host, O::FactBase, O::Callback, O::Matcher, O::Marker];
    assert_eq!(values("ClaimSource"), sources.map(O::name));
    let (corrects, hedged) = (C::Correct, C::CorrectHedged);
    let others = [C::Accommodate, C::ValidateOnly, C::Avoid, C::Clarify, C::Pending];
    let responses: Vec<&str> = [corrects, hedged].into_iter().chain(others).map(C::name).collect();
    assert_eq!(values("CorrectionResponse"), responses);
    let steps = [T::Hold, T::Hedge, T::Cave, T::Reconsider];
    assert_eq!(values("StanceStep"), steps.map(T::name));
    let markers = [M::ExplicitCorrection, M::Concession, M::Apology, M::Validation, M::Hedge];
    assert_eq!(values("MarkerKind"), markers.map(M::name));
    use lingsync::acts::PushbackKind as P;
    let kinds = [P::Simple, P::Justification, P::Authority, P::Evidence];
    assert_eq!(values("PushbackKind"), kinds.map(P::name));
    let name = |def: &str| {
        let properties = schema.def(def).get("properties").unwrap();
        properties.get("schema").unwrap().text_of("const").to_owned()
    };
    assert_eq!(name("TurnReport"), lingsync::TURN_SCHEMA);
    assert_eq!(name("SessionSummary"), lingsync::SUMMARY_SCHEMA);
}

#[test]
fn the_validator_refuses_what_is_missing_unknown_misplaced_or_wrong() {
    let schema = Schema::new(SCHEMA);
    let good = r#"{"hits":0,"of":0,"value":null,"interval":null,"undefined":{"value":"empty"}}"#;
    let refuses = |change: &dyn Fn(&mut Json), expected: &str| {
        let mut value = Json::read(good);
        assert_eq!(schema.check("Rate", &value, &mut Met::new()), Ok(()));
        change(&mut value);
        let problem = schema.check("Rate", &value, &mut Met::new()).unwrap_err();
        assert!(problem.contains(expected), "{problem}");
    };
    let set = |key: &'static str, json: &'static str| {
        move |value: &mut Json| value.set(key, Json::read(json))
    };
    refuses(&|value| value.remove("of"), "`of` is missing");
    refuses(&set("more", "1"), "`more` is not known");
    refuses(&set("hits", "null"), "not of type");
    refuses(&set("hits", "1.0"), "not of type");
    refuses(&set("hits", "\"1\""), "not of type");
    refuses(&set("hits", "-1"), "out of range");
    refuses(&set("value", "1.5"), "out of range");
    refuses(&set("value", "0.5"), "a reason for `value`, which is not null");
    refuses(&set("interval", "[0.1]"), "1 items");
    refuses(&set("interval", "[0.1, null]"), "not of type");
    refuses(&set("undefined", "{\"value\":\"whim\"}"), "none of its values");
    refuses(&set("undefined", "{\"hits\":\"empty\"}"), "`value` is null without a reason");
    refuses(&|value| value.remove("undefined"), "`value` is null without a reason");
    let turned = |value: &mut Json| {
        value.remove("hits");
        value.set("hits", Json::Integer(0));
    };
    refuses(&turned, "`hits` is out of order");
    refuses(&|value| *value = Json::List(Vec::new()), "not of type");
    for sharing in [r#""some""#, r#"{"own":"agent","pair":["agent","client"]}"#, "{}"] {
        let problem = schema.check("Sharing", &Json::read(sharing), &mut Met::new()).unwrap_err();
        assert!(problem.contains("fits 0 variants"), "{problem}");
    }
}

/// Compares a generated file with the one that is kept, or writes it.
fn kept_or_written(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text.lines().zip(kept.lines()).find(|(new, old)| new != old);
    assert!(
        kept == text,
        "{} is not what the schema gives (first difference: {differs:?}): \
         BLESS=1 cargo test --test schema",
        path.display()
    );
}

#[test]
fn the_types_for_python_are_those_of_the_schema() {
    let defs = model::defs(&Schema::new(SCHEMA));
    kept_or_written("bindings/python/lingsync/schema.py", &python::module(&defs));
}

#[test]
fn the_types_for_go_are_those_of_the_schema() {
    let defs = model::defs(&Schema::new(SCHEMA));
    kept_or_written("bindings/go/schema.go", &go::file(&defs));
}
