/** The most uploads of one person whose files were not sent yet. */
export const MOST_WAITING = 20;

/** Milliseconds for which the address of an upload works. */
export const UPLOAD_WORKS = 900_000;

/** Milliseconds after which a file that was uploaded and not used is deleted. It must be longer than any upload takes. */
export const UPLOAD_KEPT = 3_600_000;
