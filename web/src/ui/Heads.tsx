/** The head of a table: a column for each title. */
export function Heads({ titles }: { titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th scope="col" className="govuk-table__header" key={title}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
