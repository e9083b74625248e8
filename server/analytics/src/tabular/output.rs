//! The JSON of `analyse gap`. Fields of an item are named as the columns of reference case G03.

use domain::report::{GapItem, GapResult, Quadrant};
use serde::Serialize;
use serde_json::Value;

use super::{Scale, TableError};
use crate::gap::{self, Cross, MeansItem, Point};

#[derive(Serialize)]
struct Output {
    scale_min: f64,
    scale_max: f64,
    grand_mean_importance: f64,
    grand_mean_satisfaction: f64,
    /// The same by the names of reference case G02.
    #[serde(rename = "grand_mean_I")]
    grand_mean_i: f64,
    #[serde(rename = "grand_mean_P")]
    grand_mean_p: f64,
    /// Items whose gap is significant after Benjamini & Hochberg, q = 0.05.
    n_sig_bh05: Option<usize>,
    spearman_mwds_vs_minus_rds: Option<f64>,
    pearson_mwds_vs_minus_rds: Option<f64>,
    /// Items without a single pair of ratings.
    without_answers: Vec<String>,
    items: Vec<Row>,
}

/// NaN becomes null.
#[derive(Default, Serialize)]
#[expect(non_snake_case, reason = "names of the reference case")]
struct Row {
    item: String,
    n: Option<u64>,
    imp_mean: f64,
    sat_mean: f64,
    /// The same by the name of reference case G04, which asks for ability.
    abil_mean: f64,
    gap: f64,
    gap_sd: Option<f64>,
    gap_se: Option<f64>,
    dz: Option<f64>,
    mwds: f64,
    /// Ranks of discrepancies: people with a negative one, a tie, a positive one (Narine & Harder 2021).
    NR: Option<u64>,
    TR: Option<u64>,
    PR: Option<u64>,
    NR_pct: Option<f64>,
    TR_pct: Option<f64>,
    PR_pct: Option<f64>,
    RDS: Option<f64>,
    top2_imp: Option<f64>,
    top2_sat: Option<f64>,
    opportunity: Option<f64>,
    wilcoxon_z: Option<f64>,
    wilcoxon_p: Option<f64>,
    rank_biserial: Option<f64>,
    quad_data: Option<Quadrant>,
    /// Cross-hairs in the middle of the scale, which is 3 on the scale of the reference case.
    quad_scale3: Option<Quadrant>,
    /// The same two by the names of reference case G02.
    quad_data_mean: Option<Quadrant>,
    quad_scale_mid: Option<Quadrant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quad_median: Option<Quadrant>,
    priority: Option<domain::report::Priority>,
    wilcoxon_p_bh: Option<f64>,
    rank_mwds: u32,
    rank_RDS: Option<u32>,
    rank_gap: u32,
    rank_opportunity: Option<u32>,
}

impl From<&GapItem> for Row {
    fn from(item: &GapItem) -> Row {
        let people = |per_cent: f64| (per_cent / 100.0 * item.n as f64).round() as u64;
        Row {
            item: item.item.clone(),
            n: Some(item.n),
            imp_mean: item.importance.value,
            sat_mean: item.fulfilment.value,
            abil_mean: item.fulfilment.value,
            gap: item.gap.value,
            gap_sd: Some(item.gap_sd),
            gap_se: Some(item.gap_se),
            dz: Some(item.dz),
            mwds: item.mwds,
            NR: Some(people(item.nr_pct)),
            TR: Some(people(item.tr_pct)),
            PR: Some(people(item.pr_pct)),
            NR_pct: Some(item.nr_pct),
            TR_pct: Some(item.tr_pct),
            PR_pct: Some(item.pr_pct),
            RDS: Some(item.rds),
            top2_imp: Some(item.top2_importance),
            top2_sat: Some(item.top2_fulfilment),
            opportunity: Some(item.opportunity),
            wilcoxon_z: Some(item.wilcoxon_z),
            wilcoxon_p: Some(item.wilcoxon_p),
            rank_biserial: Some(item.rank_biserial),
            quad_data: Some(item.quadrant),
            quad_scale3: Some(item.quadrant_scale_mid),
            quad_data_mean: Some(item.quadrant),
            quad_scale_mid: Some(item.quadrant_scale_mid),
            quad_median: None,
            priority: Some(item.priority),
            wilcoxon_p_bh: Some(item.wilcoxon_p_bh),
            rank_mwds: item.rank_mwds,
            rank_RDS: Some(item.rank_rds),
            rank_gap: item.rank_gap,
            rank_opportunity: Some(item.rank_opportunity),
        }
    }
}

impl From<MeansItem> for Row {
    fn from(item: MeansItem) -> Row {
        Row {
            item: item.item,
            imp_mean: item.importance,
            sat_mean: item.fulfilment,
            abil_mean: item.fulfilment,
            gap: item.gap,
            mwds: item.mwds,
            quad_data: Some(item.quadrant),
            quad_scale3: Some(item.quadrant_scale_mid),
            quad_data_mean: Some(item.quadrant),
            quad_scale_mid: Some(item.quadrant_scale_mid),
            quad_median: Some(item.quadrant_median),
            rank_mwds: item.rank_mwds,
            rank_gap: item.rank_gap,
            ..Row::default()
        }
    }
}

pub(super) fn of_ratings(result: &GapResult) -> Result<Value, TableError> {
    let scores: Vec<f64> = result.items.iter().map(|item| item.mwds).collect();
    let needs: Vec<f64> = result.items.iter().map(|item| -item.rds).collect();
    write(Output {
        scale_min: result.scale_min,
        scale_max: result.scale_max,
        grand_mean_importance: result.grand_mean_importance,
        grand_mean_satisfaction: result.grand_mean_fulfilment,
        grand_mean_i: result.grand_mean_importance,
        grand_mean_p: result.grand_mean_fulfilment,
        n_sig_bh05: Some(result.items.iter().filter(|item| item.wilcoxon_p_bh < 0.05).count()),
        spearman_mwds_vs_minus_rds: Some(gap::spearman(&scores, &needs)),
        pearson_mwds_vs_minus_rds: Some(gap::pearson(&scores, &needs)),
        without_answers: result.hidden.clone(),
        items: result.items.iter().map(Row::from).collect(),
    })
}

pub(super) fn of_means(rows: &[(String, Point)], scale: Scale) -> Result<Value, TableError> {
    let (min, max) = (f64::from(scale.min), f64::from(scale.max));
    let points: Vec<Point> = rows.iter().map(|(_, point)| *point).collect();
    let grand = Cross::data_mean(&points);
    write(Output {
        scale_min: min,
        scale_max: max,
        grand_mean_importance: grand.importance,
        grand_mean_satisfaction: grand.fulfilment,
        grand_mean_i: grand.importance,
        grand_mean_p: grand.fulfilment,
        n_sig_bh05: None,
        spearman_mwds_vs_minus_rds: None,
        pearson_mwds_vs_minus_rds: None,
        without_answers: Vec::new(),
        items: gap::from_means(rows, (min + max) / 2.0).into_iter().map(Row::from).collect(),
    })
}

fn write(output: Output) -> Result<Value, TableError> {
    serde_json::to_value(output).map_err(TableError::Output)
}
