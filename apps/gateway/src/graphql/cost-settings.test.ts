import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { costSettings } from "./cost-settings.js";

describe("The settings", () => {
  const settings = z.object(costSettings);

  test("let a frontend's page of a few hundred be asked for ten times a second", () => {
    const { COST_LIMIT, COST_BUCKET, COST_RESTORE_PER_SECOND } = settings.parse({});
    expect(COST_RESTORE_PER_SECOND).toBeGreaterThanOrEqual(10 * 500);
    expect(COST_BUCKET).toBeGreaterThanOrEqual(COST_LIMIT);
  });

  test("must be whole numbers of one or more", () => {
    expect(settings.parse({ COST_LIMIT: "5" }).COST_LIMIT).toBe(5);
    for (const value of ["0", "-1", "1.5", "many"]) {
      expect(settings.safeParse({ COST_LIMIT: value }).error?.issues[0]?.message).toMatch(/^give /);
    }
  });
});
