//! The optimistic bound: what a central agency could serve that sends every person to any offer in reach.

use std::collections::VecDeque;

/// Most persons that can be served: the largest flow from offers with `seats` to cells with `demand` along `edges`
/// (offer, cell), by shortest augmenting paths (Edmonds & Karp 1972).
pub(super) fn served(seats: &[f64], demand: &[f64], edges: &[(usize, usize)]) -> f64 {
    let mut network = Network::new(seats, demand, edges);
    let mut total = 0.0;
    while let Some(path) = network.shortest_path() {
        let amount = path.iter().map(|arc| network.arcs[*arc].room).fold(f64::INFINITY, f64::min);
        for arc in path {
            network.arcs[arc].room -= amount;
            network.arcs[arc ^ 1].room += amount;
        }
        total += amount;
    }
    total
}

/// Room below this is rounding error.
const NOTHING: f64 = 1e-9;

struct Arc {
    to: usize,
    room: f64,
}

/// Each arc is followed by the one back.
struct Network {
    arcs: Vec<Arc>,
    leaving: Vec<Vec<usize>>,
}

const SOURCE: usize = 0;
const SINK: usize = 1;

impl Network {
    fn new(seats: &[f64], demand: &[f64], edges: &[(usize, usize)]) -> Network {
        let (first_offer, first_cell) = (2, 2 + seats.len());
        let nodes = first_cell + demand.len();
        let mut network = Network { arcs: Vec::new(), leaving: vec![Vec::new(); nodes] };
        seats.iter().enumerate().for_each(|(at, seats)| network.connect(SOURCE, first_offer + at, *seats));
        demand.iter().enumerate().for_each(|(at, persons)| network.connect(first_cell + at, SINK, *persons));
        edges.iter().for_each(|(offer, cell)| network.connect(first_offer + offer, first_cell + cell, f64::INFINITY));
        network
    }

    fn connect(&mut self, from: usize, to: usize, room: f64) {
        self.leaving[from].push(self.arcs.len());
        self.arcs.push(Arc { to, room });
        self.leaving[to].push(self.arcs.len());
        self.arcs.push(Arc { to: from, room: 0.0 });
    }

    /// Arcs with room from source to sink.
    fn shortest_path(&self) -> Option<Vec<usize>> {
        let mut arrived: Vec<Option<usize>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::from([SOURCE]);
        while let Some(node) = queue.pop_front() {
            for arc in &self.leaving[node] {
                let Arc { to, room } = self.arcs[*arc];
                if room > NOTHING && to != SOURCE && arrived[to].is_none() {
                    arrived[to] = Some(*arc);
                    queue.push_back(to);
                }
            }
        }
        let mut path = Vec::new();
        let mut node = SINK;
        while node != SOURCE {
            let arc = arrived[node]?;
            path.push(arc);
            node = self.arcs[arc ^ 1].to;
        }
        Some(path)
    }
}
