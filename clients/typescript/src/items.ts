// Lists: all of their things one after another, a page at a time as they are read.

interface Page<T> {
  data: { items: T[]; nextCursor: string | null };
}

// Operations are generic functions, whose own types are taken apart here: nothing but `any` matches all their parameters.
type Listing = (options: any) => PromiseLike<Page<unknown> | undefined>;

/** What a list is a list of. */
export type ItemOf<L extends Listing> = NonNullable<Awaited<ReturnType<L>>> extends Page<infer T> ? T : never;

/** Every thing of a list: `for await (const key of items(listApiKeys, { client }))`. */
export async function* items<L extends Listing>(list: L, options: NonNullable<Parameters<L>[0]>): AsyncGenerator<ItemOf<L>, void, undefined> {
  let cursor: string | null | undefined = options.query?.cursor;
  do {
    const query = cursor == null ? options.query : { ...options.query, cursor };
    const page = (await list({ ...options, query, responseStyle: "data", throwOnError: true })) as Page<ItemOf<L>>;
    yield* page.data.items;
    cursor = page.data.nextCursor;
  } while (cursor !== null);
}
