/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface GoalEvents {
  "goal.created": { engagement: string; goal: string };
  "goal.updated": { engagement: string; goal: string };
  "goal.revised": { engagement: string; goal: string; goalRevision: string };
  "goal.progress_recorded": { engagement: string; goal: string; goalProgress: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "goal.progress_removed": { engagement: string; goal: string; goalProgress: string };
  "goal.achieved": { engagement: string; goal: string };
  "goal.dropped": { engagement: string; goal: string };
  "goal.reopened": { engagement: string; goal: string };
  "goal.shared": { engagement: string; goal: string };
  "goal.unshared": { engagement: string; goal: string };
  /** Nothing of the goal is left, so that it cannot be read any more. */
  "goal.removed": { engagement: string; goal: string };
  "metric.created": { engagement: string; metric: string };
  "metric.updated": { engagement: string; metric: string };
  "metric.archived": { engagement: string; metric: string };
  "metric.restored": { engagement: string; metric: string };
  /** Nothing of the metric is left, so that it cannot be read any more. */
  "metric.removed": { engagement: string; metric: string };
  "metric.entry_recorded": { engagement: string; metric: string; metricEntry: string };
  "metric.entry_corrected": { engagement: string; metric: string; metricEntry: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "metric.entry_removed": { engagement: string; metric: string; metricEntry: string };
  "action_item.created": { engagement: string; actionItem: string };
  "action_item.updated": { engagement: string; actionItem: string };
  "action_item.finished": { engagement: string; actionItem: string };
  "action_item.dropped": { engagement: string; actionItem: string };
  "action_item.reopened": { engagement: string; actionItem: string };
  /** Nothing of it is left, so that it cannot be read any more. */
  "action_item.removed": { engagement: string; actionItem: string };
}
