//! Plain English chat, made up, the same at every run: what the measures of register look for is in
//! it. Sentences are drawn from a list and their gaps filled.

use super::Random;

/// Sentences; a gap is a letter in braces and stands for one of [`FILLERS`].
const SENTENCES: &str = "\
Hi, could you please help me with my {t}?
Hello! I hope you had a {g} day.
I think the {t} is {b} again, but I am not sure why.
Thanks so much for the {g} {t}, I really appreciate it!
We tried to fix our {t} {w} and it still does not work.
It's a {b} {t}, to be honest.
What did you do with the {t} {w}?
I'm sorry to hear that your {t} is {b}.
Maybe you should ask {p} about it before you decide.
Would you like to tell me a bit more about {p}?
You can find the {t} on the second page, next to the {t}.
My {t} never arrived, and nobody answers my messages!!
That sounds {g}.
yeah i guess so
no idea lol
ok cool, thx
Why is the {t} so {b}?
I feel {b} {w}, and {p} does not understand me at all.
It seems like {p} has been very {g} to you.
Actually, the {t} was not that {b}, I would say it was kind of {g}.
Please send the {t} to {p} by Monday.
I have been waiting {w} and it is REALLY {b}.
Let's see what we can do about the {t} together.
The order number is 48213 and it cost about 30 dollars.
If the {t} is still {b} {w}, we will refund the full amount.
However, I do not agree, because the {t} has always been {g}.
Could it be that {p} forgot to restart the {t}?
In my opinion the new {t} is definitely better than the old one.
I understand how {b} this must be for you.
Hmm... I don't know, it depends on the {t}.
Great, that worked! :)
By the way, how is {p} doing {w}?
I can't believe how {g} it looks now 😀
There is no {t} left, so we'd better wait for {p}.
You're right, I should have checked the {t} first.
She said that her {t} is in fact {b}, didn't she?
Nothing helps, I'm so tired of this {t}.
We could probably meet {p} {w}, if that is possible for you.
The technician will look at the {t} between nine and twelve.
First open the settings, then choose the {t} and press save.
Have you tried to turn the {t} off and on?
I wish {p} would just listen to me without any advice.
That is one of the most {g} things that {p} has ever told me.
Congratulations, you must be proud of {p}!
Oh no, not the {t} again 😟
I apologize for the {b} {t}; it won't happen again.
They've changed the {t} without telling us, which is quite {b}.
Is there anything else I can do for you {w}?
it's fine, don't worry about the {t}
And what happened after you spoke to {p}?
";

/// What fills a gap, by its letter.
const FILLERS: [(&str, &str); 5] = [
    (
        "{t}",
        "phone|parcel|account|invoice|laptop|garden|report|ticket|printer|kitchen|contract|car|\
      job|homework|password|recipe|insurance|router|website|flight|schedule|medication|project",
    ),
    ("{g}", "good|great|lovely|helpful|wonderful|nice|interesting|fantastic|calm|kind|brilliant"),
    ("{b}", "bad|broken|terrible|late|awful|sad|useless|annoying|confusing|wrong|stressful|slow"),
    (
        "{w}",
        "today|this morning|all week|since yesterday|at the moment|for two months|tonight|\
      over and over",
    ),
    (
        "{p}",
        "my sister|the manager|your colleague|my mother|the doctor|our neighbour|him|her|\
      everyone|the support team|my friend Anna|somebody",
    ),
];

/// Writes turns of chat, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    random: Random,
    sentences: Vec<&'static str>,
    fillers: Vec<(&'static str, Vec<&'static str>)>,
}

impl Chat {
    pub(crate) fn new(seed: u64) -> Self {
        let fillers = FILLERS.iter().map(|(gap, words)| (*gap, words.split('|').collect()));
        Self {
            random: Random::new(seed + 3),
            sentences: SENTENCES.lines().collect(),
            fillers: fillers.collect(),
        }
    }

    fn sentence(&mut self) -> String {
        let mut sentence = self.sentences[self.random.below(self.sentences.len())].to_owned();
        for (gap, words) in &self.fillers {
            while sentence.contains(gap) {
                sentence = sentence.replacen(gap, words[self.random.below(words.len())], 1);
            }
        }
        sentence
    }

    /// A turn of so many words: sentences, the last of which may be cut short.
    pub(crate) fn turn(&mut self, words: usize) -> String {
        let mut turn: Vec<String> = Vec::with_capacity(words + 16);
        while turn.len() < words {
            turn.extend(self.sentence().split(' ').map(str::to_owned));
        }
        turn.truncate(words);
        turn.join(" ")
    }

    /// So many turns of so many words.
    pub(crate) fn turns(&mut self, count: usize, words: usize) -> Vec<String> {
        (0..count).map(|_| self.turn(words)).collect()
    }

    /// So many turns as people write them: one to three sentences.
    pub(crate) fn dialogue(&mut self, turns: usize) -> Vec<String> {
        let mut turn = || {
            let sentences = 1 + self.random.below(3);
            (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
        };
        (0..turns).map(|_| turn()).collect()
    }
}
