//! What result pages tell beside the groups: the answers of all together, and who was asked at all.

use disclosure::{Error, Frame, Rule, release_cube, release_item};

use crate::{
    attack::{Sheet, attack_item},
    dataset::dataset,
};

#[test]
fn a_known_total_and_the_way_to_a_question_give_nothing_away() {
    let (mut told, mut withheld) = (0, 0);
    for seed in 0..24 {
        let mut data = dataset(seed);
        // As pages show them: one variable at a time.
        data.cube.crossings.clear();
        data.item.is_total_known = true;
        data.item.is_routed = seed % 2 == 1;
        if data.item.is_routed {
            // A branch that is not asked at all, and others of whom all or a part are.
            let branch = data.cube.codes[1].clone();
            let is_asked = |at: usize| branch[at] != 0 && (branch[at] > 1 || !at.is_multiple_of(3));
            data.item.codes.iter_mut().enumerate().filter(|(at, _)| !is_asked(*at)).for_each(|(_, code)| *code = None);
        }
        let counts = release_cube(&data.cube, Rule::new(5)).unwrap();
        let answers = || data.item.codes.iter().flatten();
        let yes = answers().filter(|code| **code == 1).count();
        let is_alike = yes.min(answers().count() - yes) < 2;
        match Frame::new(&data.cube, &counts).and_then(|frame| release_item(&frame, &data.item)) {
            Ok(_) if is_alike => panic!("survey {seed}: all answered alike, and the total says so"),
            Err(Error::Unprotectable) if is_alike => {}
            Ok(item) => {
                told += 1;
                let found = attack_item(&data, &counts, &item, &Sheet::new(&data.cube));
                assert_eq!(found.unanimous, 0, "survey {seed}, routed: {}", data.item.is_routed);
            }
            Err(Error::Unprotectable) => withheld += 1,
            Err(error) => panic!("survey {seed}: {error}"),
        }
    }
    assert!(told > 3 * withheld, "{told} told, {withheld} withheld");
}

/// The same as in the attack, so that it can fail: without the rule for the way, a branch that was not asked is known.
#[test]
fn who_was_not_asked_would_be_known_without_the_rule() {
    let known = (0..12).filter(|seed| {
        let mut data = dataset(*seed);
        data.cube.crossings.clear();
        let branch = data.cube.codes[1].clone();
        data.item.codes.iter_mut().zip(&branch).filter(|(_, branch)| **branch == 0).for_each(|(code, _)| *code = None);
        let counts = release_cube(&data.cube, Rule::new(5)).unwrap();
        let Ok(item) = Frame::new(&data.cube, &counts).and_then(|frame| release_item(&frame, &data.item)) else {
            return false;
        };
        data.item.is_routed = true;
        attack_item(&data, &counts, &item, &Sheet::new(&data.cube)).unanimous > 0
    });
    assert!(known.count() > 3);
}
