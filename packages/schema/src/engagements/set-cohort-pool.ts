import { changed, clearable, idOf, MANAGERS, mutation, required } from "../common/declare.js";
import { Cohort } from "./cohort.js";
import { Pool } from "./pool.js";
import { poolUnit } from "./refusals.js";

export const SetCohortPool = mutation("setCohortPool", {
  owner: "gateway",
  description:
    "Sets the pool from which engagements of a cohort take their allocations, from now on. Those that exist stay as they are.",
  roles: MANAGERS,
  input: {
    id: required(idOf(Cohort), "The cohort."),
    poolId: clearable(idOf(Pool), "The pool, which the cohort's organization bought. Left out or null, there is none."),
  },
  refusals: { OTHER_ORGANIZATION: "Another organization bought the pool.", ...poolUnit },
  result: { cohort: changed(Cohort, "The cohort as it is now.") },
});
