//! How the parties move with each other, over the conversation so far.

use super::{
    Dimension, Readability, RegisterTracker, Slope, Strategy, StyleCounts, StyleScore,
    coordination::{Focus, Thresholds},
    lsm,
    rlsm::Rates,
    state::{PartyTotals, Style},
};
use crate::{
    accommodation::{Level, PairFigures, Series, register_lock},
    config::Detail,
    turn::Party,
    value::{Measure, Rate, Undefined},
};
use alloc::{boxed::Box, string::String, vec::Vec};

/// The register of a conversation so far, over all its turns.
///
/// # Example
/// ```
/// use lingsync::{Party, Session, Turn};
///
/// let mut session = Session::default();
/// session.observe(&Turn::client("I think that we should not wait for them any longer"))?;
/// session.observe(&Turn::agent("I agree that you should not wait for them"))?;
/// let register = session.summary().register;
/// # #[cfg(feature = "english")]
/// assert!(register.pair(Party::AGENT, Party::CLIENT).unwrap().lsm.value.value() > Some(0.7));
/// assert_eq!(register.parties[0].turns, 1);
/// # Ok::<(), lingsync::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterSummary {
    /// Each party that has spoken, in order.
    pub parties: Vec<RegisterParty>,
    /// Each ordered pair of parties that have spoken; agent towards client comes first.
    pub pairs: Vec<RegisterPair>,
    /// Coordination of all parties together.
    pub coordination: CoordinationAggregates,
    /// Values of the host's series that were dropped, as there were more than 16 names.
    pub series_dropped: u64,
}

/// The three averages of coordination over parties and markers (Danescu-Niculescu-Mizil et al.
/// 2012): they differ in what they do with a party that lacks a marker. Undefined (`too_few`)
/// without a party that enters.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CoordinationAggregates {
    /// Only parties with a score for every marker.
    pub agg1: Measure,
    /// A missing score is taken as the marker's average.
    pub agg2: Measure,
    /// The mean over the scores that a party has.
    pub agg3: Measure,
}

/// One party's own register.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterParty {
    /// Who.
    pub party: Party,
    /// Turns.
    pub turns: u32,
    /// Turns in which the pack's measures are defined.
    pub measured: u32,
    /// Mean, deviation and recent level of each dimension.
    pub levels: Vec<(Dimension, Level)>,
    /// The same for the series of the host, by name.
    pub series: Vec<(Box<str>, Level)>,
    /// Words by category of style.
    pub style: StyleCounts,
    /// Readability of all that the party said.
    pub readability: Readability,
    /// The share of measured turns that show each politeness strategy.
    pub strategies: Vec<(Strategy, Rate)>,
}

/// One party's register towards another's.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterPair {
    /// Whose turns.
    pub party: Party,
    /// Towards whom.
    pub towards: Party,
    /// How each dimension moves with the other's.
    pub dimensions: Vec<DimensionFigures>,
    /// Lifts of style: how much closer the use of the nine categories is than chance.
    pub style: PairFigures,
    /// The host's series, by name.
    pub series: Vec<(Box<str>, PairFigures)>,
    /// Language style matching over all words of the two, 0 to 1 (Ireland & Pennebaker 2010);
    /// symmetric.
    pub lsm: StyleScore,
    /// Reciprocal language style matching of the party's answers, 0 to 1 (Mueller-Frommeyer et al.
    /// 2019).
    pub rlsm: StyleScore,
    /// The same over rates of a window of 8 turns: steadier, and what to look at in a short chat.
    pub rw_rlsm: StyleScore,
    /// How the latter grows from turn to turn.
    pub rw_rlsm_slope: Slope,
    /// Linguistic coordination by marker (Danescu-Niculescu-Mizil et al. 2012), -1 to 1: how much
    /// likelier the party's reply holds the marker when the turn that it answers does. Undefined
    /// (`too_few`) for a marker in fewer than 3 of those turns.
    pub coordination: Vec<(String, Measure)>,
}

/// How one dimension of a party moves with the other's.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DimensionFigures {
    /// The dimension.
    pub dimension: Dimension,
    /// Proximity, convergence, synchrony, responsiveness and lifts.
    pub figures: PairFigures,
    /// Whether the party stays fixed while the other moves; undefined where that cannot be said.
    pub register_lock: Result<bool, Undefined>,
}

impl RegisterSummary {
    pub(super) fn new(tracker: &RegisterTracker, detail: Detail) -> Self {
        let state = &tracker.state;
        let _ = detail;
        let spoken: Vec<Party> = (0_u8..)
            .map(Party::from_index)
            .zip(&state.parties)
            .filter(|(_, totals)| totals.turns > 0)
            .map(|(party, _)| party)
            .collect();
        let mut pairs: Vec<RegisterPair> = Vec::new();
        for party in &spoken {
            for towards in spoken.iter().filter(|towards| *towards != party) {
                pairs.push(pair(tracker, *party, *towards));
            }
        }
        crate::sorted::sort_by_key(&mut pairs, |pair| (rank(pair.party), rank(pair.towards)));
        let parties = spoken.iter().map(|party| one_party(tracker, *party)).collect();
        let speakers = state.coordination.summary(Focus::Speakers, &Thresholds::default());
        let coordination = CoordinationAggregates {
            agg1: speakers.agg1(),
            agg2: speakers.agg2(),
            agg3: speakers.agg3(),
        };
        Self { parties, pairs, coordination, series_dropped: state.host_dropped }
    }

    /// The figures of one party towards another, if both have spoken.
    #[must_use]
    pub fn pair(&self, party: Party, towards: Party) -> Option<&RegisterPair> {
        self.pairs.iter().find(|pair| pair.party == party && pair.towards == towards)
    }

    /// The figures of one party, if it has spoken.
    #[must_use]
    pub fn party(&self, party: Party) -> Option<&RegisterParty> {
        self.parties.iter().find(|own| own.party == party)
    }
}

impl RegisterPair {
    /// The figures of one dimension.
    #[must_use]
    pub fn dimension(&self, dimension: Dimension) -> Option<&DimensionFigures> {
        self.dimensions.iter().find(|figures| figures.dimension == dimension)
    }
}

impl RegisterParty {
    /// The level of one dimension.
    #[must_use]
    pub fn level(&self, dimension: Dimension) -> Option<&Level> {
        self.levels.iter().find(|(other, _)| *other == dimension).map(|(_, level)| level)
    }
}

/// Agent towards client, then client towards agent, then the others.
fn rank(party: Party) -> u8 {
    match party {
        Party::AGENT => 0,
        Party::CLIENT => 1,
        other => 2 + other.0,
    }
}

fn one_party(tracker: &RegisterTracker, party: Party) -> RegisterParty {
    let totals = tracker.state.parties.get(party.index()).copied().unwrap_or_default();
    let levels = tracker.settings.dimensions();
    let levels = levels.map(|dimension| (dimension, tracker.series(dimension).level(party.0)));
    let host = tracker.state.host.iter();
    let PartyTotals { turns, measured, style, readability, strategies } = totals;
    let rate = |count: u32| Rate { hits: u64::from(count), of: u64::from(measured) };
    RegisterParty {
        party,
        turns,
        measured,
        levels: levels.collect(),
        series: host.map(|(name, series)| (name.clone(), series.level(party.0))).collect(),
        style,
        readability: readability.readability(),
        strategies: Strategy::ALL.into_iter().zip(strategies.map(rate)).collect(),
    }
}

fn pair(tracker: &RegisterTracker, party: Party, towards: Party) -> RegisterPair {
    let (state, settings) = (&tracker.state, &tracker.settings);
    let dimensions = settings.dimensions().map(|dimension| {
        let series = tracker.series(dimension);
        let words = series.pair(party.0, towards.0).partner_words;
        let figures = series.pair_with(party.0, towards.0, reliability(tracker, dimension, words));
        let lock = register_lock(&figures.responsiveness, &series.level(towards.0));
        let register_lock =
            if dimension.is_z_score() { lock } else { Err(Undefined::NotAvailable) };
        DimensionFigures { dimension, figures, register_lock }
    });
    let style_of = |party: Party| state.parties.get(party.index()).map(|own| own.style);
    let lsm = match (style_of(party), style_of(towards)) {
        (Some(own), Some(other)) if own.words > 0 && other.words > 0 => lsm(&own, &other),
        _ => StyleScore::undefined(Undefined::Empty),
    };
    let figures = |series: &Series<f64>| series.pair(party.0, towards.0);
    let (own, other) = (u16::from(party.0), u16::from(towards.0));
    let scores = state.coordination.pairwise(own, other, &Thresholds::default());
    RegisterPair {
        party,
        towards,
        dimensions: dimensions.collect(),
        style: style_figures(&state.style, party, towards),
        series: state.host.iter().map(|(name, series)| (name.clone(), figures(series))).collect(),
        lsm,
        rlsm: state.rlsm.directed(Rates::Turn, party.0, towards.0),
        rw_rlsm: state.rlsm.directed(Rates::Rolling, party.0, towards.0),
        rw_rlsm_slope: state.rlsm.slope(party.0),
        coordination: settings.markers.iter().cloned().zip(scores).collect(),
    }
}

fn style_figures(series: &Series<Style>, party: Party, towards: Party) -> PairFigures {
    series.pair(party.0, towards.0)
}

/// How reliable the other's values are at the mean length of its floors.
fn reliability(tracker: &RegisterTracker, dimension: Dimension, words: Measure) -> f64 {
    if !dimension.is_pack_bound() {
        return 1.0;
    }
    let band = match words {
        Measure::Value(words) if words < 5.0 => 0,
        Measure::Value(words) if words < 10.0 => 1,
        Measure::Value(words) if words < 20.0 => 2,
        Measure::Value(_) => 3,
        Measure::Undefined(_) => return 0.0,
    };
    let pack = tracker.settings.pack.as_ref();
    let bands = pack.and_then(|pack| pack.norms().reliability(dimension.name()));
    bands.and_then(|bands| bands.get(band)).copied().unwrap_or(0.0)
}
