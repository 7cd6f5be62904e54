package org.keyturn.agent.journal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in one SQLite file; see {@link StoreFolder} for what lies on the disk. */
final class SqliteLedger implements Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);

  private final StoreFolder store;
  private final SqliteConnections connections;
  private final AuditHead headFile;
  private final SqliteDatabase database;
  private final SqlHolders holders;
  private final Runs runs;
  private final Campaigns campaigns;
  private final Stops stops;
  private final Outbox outbox;
  private final Occurrences occurrences;
  private final AuditTrail audit;
  private final AtomicBoolean closed = new AtomicBoolean();

  SqliteLedger(StoreFolder store, SqliteConnections connections, Clock clock) {
    this.store = store;
    this.connections = connections;
    this.headFile = new AuditHead(store);
    this.database = new SqliteDatabase(store, clock, connections, headFile);
    this.holders = new SqlHolders(database);
    this.runs = new SqlRuns(database, holders);
    this.campaigns = new SqlCampaigns(database);
    this.stops = new SqlStops(database);
    this.outbox = new SqlOutbox(database);
    this.occurrences = new SqlOccurrences(database);
    this.audit = new SqlAuditTrail(database);
  }

  @Override
  public Holders holders() {
    return holders;
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public Campaigns campaigns() {
    return campaigns;
  }

  @Override
  public Stops stops() {
    return stops;
  }

  @Override
  public Outbox outbox() {
    return outbox;
  }

  @Override
  public Occurrences occurrences() {
    return occurrences;
  }

  @Override
  public AuditTrail audit() {
    return audit;
  }

  @Override
  public EventFeeds eventFeeds() {
    return new SqlEventFeeds(database);
  }

  @Override
  public Timelines timelines() {
    return new SqlTimelines(database);
  }

  @Override
  public SyncPoints syncPoints() {
    return new SqlSyncPoints(database);
  }

  @Override
  public Tickets tickets() {
    return new SqlTickets(database, holders);
  }

  @Override
  public CodeTickets newAddresses() {
    return new SqlCodeTickets(database, Ticket.Purpose.ADDRESS, Tickets.CODES, "address-code-sent");
  }

  @Override
  public CodeTickets signIns() {
    return new SqlCodeTickets(
        database, Ticket.Purpose.SIGN_IN, Tickets.SIGN_INS, "sign-in-code-sent");
  }

  @Override
  public Removals removals() {
    return new SqlRemovals(database);
  }

  @Override
  public PendingPlans pendingPlans() {
    return new SqlPendingPlans(database);
  }

  @Override
  public AccessTokens accessTokens() {
    return new SqlAccessTokens(database);
  }

  @Override
  public GivenAnswers givenAnswers() {
    return new SqlGivenAnswers(database);
  }

  @Override
  public Pauses pauses() {
    return new SqlPauses(database);
  }

  @Override
  public Lookups lookups() {
    return new SqlLookups(database);
  }

  SqliteDatabase database() {
    return database;
  }

  SqliteConnections connections() {
    return connections;
  }

  /** The file is read first: what other processes append meanwhile only moves the trail further. */
  void refuseOlderThanHead() {
    Optional<AuditTrail.Head> head = headFile.read();
    if (head.isPresent() && !hashAt(head.get().seq()).equals(Optional.of(head.get().hash()))) {
      throw new LedgerException(
          "The store "
              + store.path()
              + " is not the one that the agent left: its audit trail has no entry "
              + head.get().seq()
              + " with the hash that "
              + store.head().getFileName()
              + " knows. It was restored from a backup, or its trail was cut or rewritten. Writes"
              + " to the directory may be missing in it. See: keyturn audit verify. If you restored"
              + " it yourself: keyturn resume --rebuild");
    }
  }

  private Optional<String> hashAt(long seq) {
    try {
      Connection connection = connections.openConnection();
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT hash FROM audit WHERE seq = ?")) {
        statement.setLong(1, seq);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
      } finally {
        connections.closeConnection(connection);
      }
    } catch (SQLException e) {
      throw Faults.sentence(store, e);
    }
  }

  void acceptAsIs(String actor, String reason) {
    Map<String, String> details =
        headFile
            .read()
            .map(
                head ->
                    Map.of(
                        "reason", reason,
                        "headSeq", Long.toString(head.seq()),
                        "headHash", head.hash()))
            .orElse(Map.of("reason", reason));
    database.change(
        transaction ->
            AuditChain.append(
                transaction,
                List.of(
                    new AuditChain.Draft(
                        actor, "store-accepted", "", Optional.empty(), "store", details))));
    try {
      headFile.replace(audit.head().orElseThrow());
    } catch (IOException e) {
      throw new LedgerException(
          "The file " + store.head() + " cannot be written. Make it writable for this user.", e);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        holders.leave();
        database.checkpoint();
      } catch (LedgerException e) {
        // Nothing is lost: others see by themselves that this process ended.
        LOG.warn("{}", e.getMessage());
      } finally {
        database.close();
      }
    }
  }
}
