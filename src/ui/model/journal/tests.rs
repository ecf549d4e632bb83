use super::*;
use crate::ui::model::sample;

#[test]
fn events_are_found_by_their_number() {
    let journal = sample::journal();
    let last = journal.last_seq().expect("the sample has events");
    assert_eq!(journal.len() as u64, last + 1);
    assert_eq!(journal.event(last).map(|e| e.seq), Some(last));
    assert_eq!(journal.event(last + 1), None);
}

#[test]
fn a_request_knows_its_line_and_its_events() {
    let journal = sample::journal();
    let line = journal.request(RequestId(1)).expect("it was sent");
    assert_eq!(
        (line.method.as_str(), line.url.as_str(), line.status),
        ("GET", "/books/2", Some(200))
    );
    assert!(
        journal
            .strand(Strand::Request(RequestId(1)))
            .all(|e| e.request == Some(RequestId(1)))
    );
}

#[test]
fn an_event_that_is_already_there_is_passed_over() {
    let mut journal = sample::journal();
    let before = journal.len();
    journal.extend(sample::events());
    assert_eq!(journal.len(), before);
}

#[test]
fn a_command_that_never_happened_leaves_no_trace() {
    let mut journal = sample::journal();
    let (next, commands) = (journal.next_seq(), journal.commands().to_vec());
    let events: Vec<Event> = sample::events();
    journal.begin("Send GET /endless");
    journal.extend(events.into_iter().map(|event| Event {
        seq: event.seq + next,
        request: Some(RequestId(77)),
        ..event
    }));
    assert!(journal.next_seq() > next);
    journal.back_to(next);
    assert_eq!(journal.next_seq(), next);
    assert_eq!(journal.commands(), commands);
    assert_eq!(journal.request(RequestId(77)), None);
    journal.back_to(0);
    assert_eq!((journal.len(), journal.next_seq()), (0, 0));
}

#[test]
fn a_system_keeps_its_state_between_its_own_events() {
    let journal = sample::journal();
    let first = journal
        .events()
        .find(|e| matches!(e.what, What::QueryReceived { .. }))
        .expect("the sample asks the database")
        .seq;
    let before = journal.moment(System::Sql, Some(first - 1));
    assert!(before.is_none_or(|seq| seq < first));
    assert_eq!(journal.moment(System::Sql, Some(first)), Some(first));
    assert!(journal.moment(System::Sql, None) > Some(first));
}

#[test]
fn the_oldest_events_are_let_go_and_nothing_points_at_them() {
    let mut journal = Journal::default();
    let total = EVENTS + EVENTS / 5;
    journal.begin("Send many");
    journal.extend((0..total as u64).map(|seq| {
        Event {
            seq,
            at_us: seq,
            request: seq
                .is_multiple_of(2)
                .then_some(RequestId((seq / 1000) as u32)),
            span: None,
            what: What::LineLogged {
                level: "info".to_owned(),
                text: String::new(),
                process: "app-1".to_owned(),
            },
        }
    }));
    assert!(journal.len() <= EVENTS + EVENTS / 10);
    assert_eq!(journal.next_seq(), total as u64);
    let first = journal.first_seq();
    assert!(journal.lines().iter().all(|seq| *seq >= first));
    assert!(journal.requests().all(|line| line.seqs[0] >= first));
    assert!(journal.commands().is_empty());
    assert_eq!(journal.event(first).map(|e| e.seq), Some(first));
}

#[test]
fn the_latest_request_is_shown_unless_the_cursor_is_elsewhere() {
    let journal = sample::journal();
    assert_eq!(journal.strand_at(None), Strand::Request(RequestId(2)));
    let first = journal.seqs(Strand::Request(RequestId(1)))[0];
    assert_eq!(
        journal.strand_at(Some(first)),
        Strand::Request(RequestId(1))
    );
    assert_eq!(Journal::default().strand_at(None), Strand::Elsewhere);
}

#[test]
fn stepping_passes_over_the_ends_of_spans() {
    let journal = sample::journal();
    let told = journal.told();
    let (last, before) = told.split_last().expect("the sample tells something");
    let mut cursor = None;
    let mut seen = Vec::new();
    while let Some(seq) = journal.step(cursor, -1).filter(|seq| cursor != Some(*seq)) {
        seen.push(seq);
        cursor = Some(seq);
    }
    seen.reverse();
    assert_eq!(
        seen, before,
        "now stands on the last, so back leads before it"
    );
    assert!(told.len() < journal.len());
    assert_eq!(journal.step(before.last().copied(), 1), None);
    assert_eq!(journal.step(Some(*last), 1), None);
    assert_eq!(journal.step(None, 1), None);
    assert_eq!(Journal::default().step(None, -1), None);
}

#[test]
fn every_step_back_from_now_moves() {
    let journal = sample::journal();
    let first = journal.step(None, -1);
    assert_ne!(first, journal.told().last().copied());
    assert!(journal.step(first, -1) < first);
}
