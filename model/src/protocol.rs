//! The protocol: which steps are possible in a world, and what each does to it.

use stateright::{Model, Property};

use crate::{
    LEASE, NODES, Rules,
    node::{Loading, Renewal, Watched},
    world::{Answers, Row, Step, Waiter, World},
};

pub struct Protocol {
    pub rules: Rules,
    /// True if the node whose checks are watched is the one that makes the change.
    pub own: bool,
    pub answers: Answers,
}

impl Protocol {
    /// True if the waiter may answer now, seeing the rows as they are.
    fn is_over(&self, world: &World) -> bool {
        let Waiter::Waiting(ticks) = world.waiter else { return false };
        // A change doesn't wait for its own node.
        let watched = world.row.filter(|_| !(self.own && self.answers == Answers::Change));
        let all = world.others.iter().flatten().all(|acknowledged| *acknowledged)
            && watched.is_none_or(|row| row.acknowledged);
        !self.rules.wait || all || self.is_long(ticks)
    }

    fn is_long(&self, ticks: u8) -> bool {
        self.rules.deadline && ticks >= self.rules.longest_wait()
    }

    fn apply(&self, world: &mut World) {
        if !world.applied {
            world.applied = true;
            world.watched.stamp(self.rules);
        }
    }

    fn change_steps(&self, world: &World, steps: &mut Vec<Step>) {
        match (world.waiter, self.answers) {
            (Waiter::Idle, _) if !world.committed => steps.push(Step::Commit),
            (Waiter::Idle, Answers::Change) => steps.push(Step::StampOwn),
            (Waiter::Idle, Answers::Again) => steps.push(Step::AskAgain),
            _ => {}
        }
        if self.is_over(world) {
            steps.push(Step::Answer);
        }
    }

    fn row_steps(&self, world: &World, steps: &mut Vec<Step>) {
        if let Some(row) = world.row {
            if world.applied && !row.acknowledged {
                steps.push(Step::Acknowledge);
            }
            match row.seen {
                None => steps.push(Step::See),
                Some(ticks) if !self.rules.strike_late || ticks >= self.rules.longest_wait() => {
                    steps.push(Step::Strike);
                }
                Some(_) => {}
            }
        }
        for (node, other) in world.others.iter().enumerate() {
            steps.push(Step::OtherRenews(node));
            if other.is_some() {
                steps.push(Step::OtherIsStruck(node));
            }
            if world.committed && *other == Some(false) {
                steps.push(Step::OtherAcknowledges(node));
            }
        }
    }

    fn watched_steps(&self, world: &World, steps: &mut Vec<Step>) {
        let watched = &world.watched;
        if world.committed && !world.applied {
            steps.push(Step::Hear);
        }
        steps.push(match watched.renewal {
            Renewal::None => Step::AskForLease,
            Renewal::Asked { .. } => Step::CommitLease,
            Renewal::Committed { .. } => Step::ReadLog,
            Renewal::Told { .. } => Step::TakeLease,
        });
        match watched.loading {
            Loading::None => steps.push(Step::BeginLoading),
            Loading::Begun(_) => steps.push(Step::Draw),
            Loading::Drawn(_) => steps.push(Step::Remember),
        }
        if watched.check {
            steps.push(Step::Look);
        } else if world.waiter == Waiter::Answered {
            steps.push(Step::BeginCheck);
        }
        // A crash of the node that makes the change, before it has answered, is what `Answers::Again` is about.
        if !(self.own && self.answers == Answers::Change && world.waiter != Waiter::Answered) {
            steps.push(Step::Crash);
        }
    }

    fn lease_step(&self, world: &mut World, step: Step) {
        let committed = world.committed;
        let early = !self.rules.read_after_renewal && committed;
        world.watched.renewal = match (step, world.watched.renewal) {
            (Step::AskForLease, _) => Renewal::Asked { left: LEASE, read: early },
            (Step::CommitLease, Renewal::Asked { left, read }) => {
                world.row = Some(Row { acknowledged: world.applied, seen: None });
                Renewal::Committed { left, read }
            }
            (Step::ReadLog, Renewal::Committed { left, read }) => {
                Renewal::Told { left, read: if self.rules.read_after_renewal { committed } else { read } }
            }
            (_, Renewal::Told { left, read }) => {
                if read {
                    self.apply(world);
                }
                world.watched.lease = if self.rules.count_from_before { left } else { LEASE };
                Renewal::None
            }
            (_, renewal) => renewal,
        };
    }

    fn memory_step(&self, world: &mut World, step: Step) {
        let watched = &mut world.watched;
        watched.loading = match (step, watched.loading) {
            (Step::BeginLoading, _) => Loading::Begun(watched.sequence),
            // A key that is revoked is not remembered as good.
            (Step::Draw, Loading::Begun(at)) if !world.committed => Loading::Drawn(at),
            (Step::Remember, Loading::Drawn(at)) => {
                watched.memory = Some(at);
                Loading::None
            }
            _ => Loading::None,
        };
        watched.tidy();
    }

    fn tick(&self, world: &mut World, missed: bool) {
        world.watched.tick(missed);
        let longest = self.rules.longest_wait();
        if let Waiter::Waiting(ticks) = &mut world.waiter {
            *ticks = (longest + 1).min(*ticks + 1);
        }
        if let Some(row) = &mut world.row {
            row.seen = row.seen.map(|ticks| longest.min(ticks + 1));
        }
    }
}

impl Model for Protocol {
    type State = World;
    type Action = Step;

    /// No node has joined yet.
    fn init_states(&self) -> Vec<World> {
        let world = World {
            committed: false,
            waiter: Waiter::Idle,
            row: None,
            others: [None; NODES - 1],
            applied: false,
            watched: Watched::NEW,
            stale: false,
        };
        vec![world]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        if world.stale {
            return;
        }
        // Who may answer at last does so before time goes on; everybody else may take as long as they like.
        if !matches!(world.waiter, Waiter::Waiting(ticks) if self.is_long(ticks)) {
            steps.push(Step::Tick { missed: false });
            if world.watched.in_time >= LEASE {
                steps.push(Step::Tick { missed: true });
            }
        }
        self.change_steps(world, steps);
        self.row_steps(world, steps);
        self.watched_steps(world, steps);
    }

    fn next_state(&self, last: &World, step: Step) -> Option<World> {
        let mut world = *last;
        match step {
            Step::Tick { missed } => self.tick(&mut world, missed),
            Step::Commit => world.committed = true,
            Step::StampOwn => {
                if self.own {
                    world.watched.stamp(self.rules);
                }
                world.waiter = Waiter::Waiting(0);
            }
            Step::AskAgain => world.waiter = Waiter::Waiting(0),
            Step::Answer => world.waiter = Waiter::Answered,
            Step::Hear => self.apply(&mut world),
            Step::Acknowledge => world.row = world.row.map(|row| Row { acknowledged: true, ..row }),
            Step::AskForLease | Step::CommitLease | Step::ReadLog | Step::TakeLease => {
                self.lease_step(&mut world, step);
            }
            Step::See => world.row = world.row.map(|row| Row { seen: Some(0), ..row }),
            Step::Strike => world.row = None,
            // Its row stays.
            Step::Crash => (world.applied, world.watched) = (false, Watched::NEW),
            Step::OtherRenews(node) => world.others[node] = Some(false),
            Step::OtherAcknowledges(node) => world.others[node] = Some(true),
            Step::OtherIsStruck(node) => world.others[node] = None,
            Step::BeginLoading | Step::Draw | Step::Remember => self.memory_step(&mut world, step),
            // Without a lease it is asked of the database, which knows that the key is revoked.
            Step::BeginCheck => world.watched.check = !self.rules.lease_check || world.watched.lease > 0,
            Step::Look => {
                world.watched.check = false;
                world.stale |= world.watched.remembers();
            }
        }
        world.others.sort_unstable();
        (world != *last).then_some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("no acceptance that started after the answer", |_, world: &World| !world.stale),
            Property::always(
                "a revocation always ends",
                |protocol: &Self, world: &World| !matches!(world.waiter, Waiter::Waiting(ticks) if ticks > protocol.rules.longest_wait()),
            ),
            // That the model can do what it is about.
            Property::sometimes("memory is used under a lease", |_, world: &World| {
                world.watched.lease > 0 && world.watched.remembers()
            }),
            Property::sometimes("answered because all have acknowledged", |_, world: &World| {
                world.waiter == Waiter::Answered
                    && world.row.is_some_and(|row| row.acknowledged)
                    && world.others == [Some(true); NODES - 1]
            }),
            Property::sometimes("answered although a node never acknowledged", |_, world: &World| {
                world.waiter == Waiter::Answered && world.row.is_some_and(|row| !row.acknowledged)
            }),
        ]
    }
}
