import { ImportedRecord, type ImportPeoplePayload, RecordError } from "@coachwork/schema";

/**
 * The records of a report as what they are. A command's answer is JSON, and may have been kept under an idempotency key; the
 * default field resolver takes plain objects for what the reader compiled.
 */
export async function withRecords(answer: Promise<ImportPeoplePayload>): Promise<ImportPeoplePayload> {
  const payload = await answer;
  return Object.assign(payload, { records: payload.records?.map(recordOf) });
}

function recordOf(record: ImportedRecord): ImportedRecord {
  const errors = record.errors.map((error) => Object.assign(new RecordError(), error));
  return Object.assign(new ImportedRecord(), record, { errors });
}
