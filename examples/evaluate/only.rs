//! Which rows are wanted.

/// Tasks, or rows as `TASK/CORPUS`; all of them if none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Only(Vec<(String, Option<String>)>);

impl Only {
    /// The names in a list with commas.
    pub(crate) fn new(list: &str) -> Self {
        let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
        let row = |name: &str| match name.split_once('/') {
            Some((task, corpus)) => (task.to_owned(), Some(corpus.to_owned())),
            None => (name.to_owned(), None),
        };
        Self(names.map(row).collect())
    }

    /// Whether a row is wanted.
    pub(crate) fn admits(&self, task: &str, corpus: &str) -> bool {
        let named = |(name, only): &(String, Option<String>)| {
            name == task && only.as_deref().is_none_or(|only| only == corpus)
        };
        self.0.is_empty() || self.0.iter().any(named)
    }

    /// Whether nothing is wanted but tasks that `known` knows.
    pub(crate) fn lies_within(&self, known: impl Fn(&str) -> bool) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(task, _)| known(task))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_all_rows_of_a_task_or_for_one() {
        let only = Only::new("question, reject/mrda");
        assert!(only.admits("question", "swda") && only.admits("reject", "mrda"));
        assert!(!only.admits("reject", "swda") && !only.admits("advice", "mrda"));
        assert!(Only::default().admits("advice", "esconv"));
    }

    #[test]
    fn a_list_lies_within_a_part_if_every_name_does() {
        let known = |task: &str| task == "question";
        assert!(Only::new("question/mrda").lies_within(known));
        assert!(!Only::new("question,warm").lies_within(known));
        assert!(!Only::default().lies_within(known));
    }
}
