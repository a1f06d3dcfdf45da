// On a phone each row of a table is a block, in which every cell says what it is. Blocks have no roles of their own, so that
// rows and cells are told theirs.

export const headed = (head: string[]) => (body: HTMLTableSectionElement) => {
  const mark = () => {
    for (const row of body.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, at) => {
        cell.setAttribute("role", "cell");
        cell.dataset.head = head[at] ?? "";
      });
    }
  };
  mark();
  const observer = new MutationObserver(mark);
  observer.observe(body, { childList: true });
  return () => observer.disconnect();
};
