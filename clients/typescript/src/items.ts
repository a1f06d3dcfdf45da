// Lists: all of their things one after another, a page at a time as they are read.

interface Page<T> {
  data: { items: T[]; nextCursor: string | null };
}

/** Every thing of a list: `for await (const key of items(listApiKeys, { client }))`. */
export async function* items<T, O extends { query?: { cursor?: string | null } }>(
  list: (options: O) => PromiseLike<{ data?: Page<T> | undefined }>,
  options: O,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | null | undefined = options.query?.cursor;
  do {
    const query = cursor == null ? options.query : { ...options.query, cursor };
    const page: Page<T> = (await list({ ...options, query, throwOnError: true } as O)).data!;
    yield* page.data.items;
    cursor = page.data.nextCursor;
  } while (cursor !== null);
}
