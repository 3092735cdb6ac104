//! dialign's expression lexicon by its definition alone (specs of the lexical tracker, A.1.2 to
//! A.1.7): every n-gram is listed, every condition is tested as it is worded. Slow on purpose.

pub(crate) mod figures;

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A turn as the definition sees it.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub party: u8,
    pub tokens: Vec<String>,
}

/// Whose n-grams are candidates.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    /// Said by all of these parties; turns of others are left out.
    Shared(Vec<u8>),
    /// Said by this party alone; turns of others are left out.
    Own(u8),
}

impl Mode {
    fn has(&self, party: u8) -> bool {
        match self {
            Self::Shared(parties) => parties.contains(&party),
            Self::Own(own) => *own == party,
        }
    }
}

/// Which candidates a lexicon filter leaves.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub entries: Vec<String>,
    pub exclude: bool,
}

impl Filter {
    fn keeps(&self, gram: &[&str]) -> bool {
        let joined = gram.join(" ");
        let matches = |entry: &String| {
            if entry.contains(' ') {
                joined.contains(entry.as_str())
            } else {
                gram.contains(&entry.as_str())
            }
        };
        self.entries.iter().any(matches) != self.exclude
    }
}

/// An expression with all that the definition says of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Expression {
    pub text: String,
    pub size: u32,
    pub turns: Vec<u32>,
    pub free_turns: u32,
    pub free_occurrences: u32,
    pub first_free_turn: u32,
    pub initiator: u8,
    pub establishment: u32,
    pub priming: u32,
}

/// What of a turn is covered, in tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub turn: u32,
    pub established: u32,
    pub shared: u32,
    pub establishing: u32,
    pub instances: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// Sorted.
    pub expressions: Vec<Expression>,
    pub coverage: Vec<Coverage>,
}

type Occurrences<'t> = HashMap<&'t [u32], Vec<(usize, usize)>>;

/// The lexicon of `turns`.
pub(crate) fn lexicon(turns: &[Turn], mode: &Mode, filter: Option<&Filter>) -> Lexicon {
    let mut names: Vec<&str> = Vec::new();
    let ids: Vec<Vec<u32>> = turns.iter().map(|turn| numbered(&turn.tokens, &mut names)).collect();
    let mut occurrences = Occurrences::new();
    for (turn, tokens) in ids.iter().enumerate().filter(|(turn, _)| mode.has(turns[*turn].party)) {
        for start in 0..tokens.len() {
            for end in start + 1..=tokens.len() {
                occurrences.entry(&tokens[start..end]).or_default().push((turn, start));
            }
        }
    }
    occurrences.retain(|gram, places| {
        let is_candidate = is_repeated(places)
            && is_right_branching(gram.len(), places, &ids)
            && gram.iter().any(|id| names[*id as usize].chars().any(char::is_alphabetic))
            && is_in_mode(places, turns, mode);
        is_candidate && filter.is_none_or(|filter| filter.keeps(&spelt(gram, &names)))
    });
    let free = free_places(&occurrences);
    let mut expressions = Vec::new();
    let mut coverage: BTreeMap<usize, (Coverage, [BTreeSet<usize>; 3])> = (0..turns.len())
        .filter(|turn| mode.has(turns[*turn].party))
        .map(|turn| {
            (turn, (Coverage { turn: turn as u32, ..Coverage::default() }, Default::default()))
        })
        .collect();
    for (gram, places) in &occurrences {
        let Some(free) = free.get(gram) else { continue };
        let expression = describe(&spelt(gram, &names), places, free, turns, mode);
        let mut seen = BTreeSet::new();
        for (turn, start) in free {
            let Some((counts, [established, shared, establishing])) = coverage.get_mut(turn) else {
                continue;
            };
            let is_first = seen.insert(*turn);
            counts.instances += u32::from(is_first);
            let tokens = *start..start + gram.len();
            shared.extend(tokens.clone());
            if expression.establishment <= *turn as u32 {
                established.extend(tokens.clone());
            }
            if is_first && expression.establishment == *turn as u32 {
                establishing.extend(tokens);
            }
        }
        expressions.push(expression);
    }
    expressions.sort();
    let coverage = coverage.into_values().map(|(counts, [established, shared, establishing])| {
        let sizes = [established, shared, establishing].map(|set| set.len() as u32);
        Coverage { established: sizes[0], shared: sizes[1], establishing: sizes[2], ..counts }
    });
    Lexicon { expressions, coverage: coverage.collect() }
}

fn numbered<'t>(tokens: &'t [String], names: &mut Vec<&'t str>) -> Vec<u32> {
    let mut number = |token: &'t String| {
        let known = names.iter().position(|name| name == token);
        known.unwrap_or_else(|| {
            names.push(token);
            names.len() - 1
        }) as u32
    };
    tokens.iter().map(&mut number).collect()
}

fn spelt<'t>(gram: &[u32], names: &[&'t str]) -> Vec<&'t str> {
    gram.iter().map(|id| names[*id as usize]).collect()
}

/// Occurs in at least two turns.
fn is_repeated(places: &[(usize, usize)]) -> bool {
    places.iter().any(|(turn, _)| *turn != places[0].0)
}

/// At least two symbols follow it; the end of each turn is a symbol of its own.
fn is_right_branching(size: usize, places: &[(usize, usize)], ids: &[Vec<u32>]) -> bool {
    let next = |(turn, start): &(usize, usize)| ids[*turn].get(start + size).ok_or(*turn).copied();
    places.iter().map(next).any(|symbol| symbol != next(&places[0]))
}

fn is_in_mode(places: &[(usize, usize)], turns: &[Turn], mode: &Mode) -> bool {
    match mode {
        Mode::Own(_) => true,
        Mode::Shared(parties) => {
            let said = |party: &u8| places.iter().any(|(turn, _)| turns[*turn].party == *party);
            parties.len() > 1 && parties.iter().all(said)
        }
    }
}

/// The places at which no longer candidate covers a candidate.
fn free_places<'t>(candidates: &Occurrences<'t>) -> Occurrences<'t> {
    let mut by_turn: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
    for (gram, places) in candidates {
        for (turn, start) in places {
            by_turn.entry(*turn).or_default().push((*start, start + gram.len()));
        }
    }
    let mut free = Occurrences::new();
    for (gram, places) in candidates {
        for (turn, start) in places {
            let end = start + gram.len();
            let covers =
                |(from, to): &(usize, usize)| from <= start && end <= *to && to - from > gram.len();
            if !by_turn[turn].iter().any(covers) {
                free.entry(gram).or_default().push((*turn, *start));
            }
        }
    }
    free
}

fn describe(
    gram: &[&str],
    places: &[(usize, usize)],
    free: &[(usize, usize)],
    turns: &[Turn],
    mode: &Mode,
) -> Expression {
    let distinct = |places: &[(usize, usize)]| -> Vec<usize> {
        places.iter().map(|(turn, _)| *turn).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (all, free_in) = (distinct(places), distinct(free));
    let initiator = turns[all[0]].party;
    let sharers = match mode {
        Mode::Shared(parties) => parties.as_slice(),
        Mode::Own(_) => &[],
    };
    let is_established = |at: &usize| {
        let used = |party: &u8| all.iter().any(|turn| turn <= at && turns[*turn].party == *party);
        sharers.iter().all(used) && free_in.iter().any(|turn| turn <= at)
    };
    let established = all.iter().copied().find(is_established).unwrap_or(turns.len());
    let primes = |turn: &&usize| **turn < established && turns[**turn].party == initiator;
    Expression {
        text: gram.join(" "),
        size: gram.len() as u32,
        free_turns: free_in.len() as u32,
        free_occurrences: free.len() as u32,
        first_free_turn: free_in[0] as u32,
        initiator,
        establishment: established as u32,
        priming: all.iter().take_while(primes).count() as u32,
        turns: all.iter().map(|turn| *turn as u32).collect(),
    }
}
