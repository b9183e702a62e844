import { achieveGoal } from "./achieve-goal.js";
import { archiveMetric } from "./archive-metric.js";
import { createActionItem } from "./create-action-item.js";
import { createGoal } from "./create-goal.js";
import { createMetric } from "./create-metric.js";
import { dropActionItem } from "./drop-action-item.js";
import { dropGoal } from "./drop-goal.js";
import { finishActionItem } from "./finish-action-item.js";
import { createGoalTemplate, updateGoalTemplate } from "./goal-templates.js";
import { recordGoalProgress } from "./record-goal-progress.js";
import { recordMetricEntry } from "./record-metric-entry.js";
import { removeActionItem } from "./remove-action-item.js";
import { removeGoalProgress } from "./remove-goal-progress.js";
import { removeGoal } from "./remove-goal.js";
import { removeMetricEntry } from "./remove-metric-entry.js";
import { removeMetric } from "./remove-metric.js";
import { reopenActionItem } from "./reopen-action-item.js";
import { reopenGoal } from "./reopen-goal.js";
import { restoreMetric } from "./restore-metric.js";
import { reviseGoal } from "./revise-goal.js";
import { shareGoal } from "./share-goal.js";
import { unshareGoal } from "./unshare-goal.js";
import { updateActionItem } from "./update-action-item.js";
import { updateGoal } from "./update-goal.js";
import { updateMetricEntry } from "./update-metric-entry.js";
import { updateMetric } from "./update-metric.js";

/** The commands of goals, action items and metrics. */
export const goalCommands = {
  createGoal,
  createGoalTemplate,
  updateGoal,
  updateGoalTemplate,
  reviseGoal,
  recordGoalProgress,
  removeGoalProgress,
  achieveGoal,
  dropGoal,
  reopenGoal,
  shareGoal,
  unshareGoal,
  removeGoal,
  createActionItem,
  updateActionItem,
  finishActionItem,
  dropActionItem,
  reopenActionItem,
  removeActionItem,
  createMetric,
  updateMetric,
  archiveMetric,
  restoreMetric,
  removeMetric,
  recordMetricEntry,
  updateMetricEntry,
  removeMetricEntry,
};
