/**
 * The settings of the server, given on its command line so that no file in the cluster decides anything. It is sized
 * for a laptop and keeps every promise about durability: fsync, full_page_writes and synchronous_commit stay on.
 */
export function serverSettings(socketFolder: string): Record<string, string> {
  return {
    // No TCP at all: only whoever can enter the socket's folder (mode 0700) can even try a password.
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '100',
    superuser_reserved_connections: '3',
    shared_buffers: '64MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    io_method: 'sync',
    jit: 'off',
    max_worker_processes: '2',
    max_parallel_workers: '0',
    autovacuum_max_workers: '2',
    autovacuum_worker_slots: '4',
    huge_pages: 'off',
    idle_in_transaction_session_timeout: '60s',
    client_connection_check_interval: '10s',
    // Faults of single statements go to whoever ran them; their text could hold what people wrote, so no log has it.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    log_checkpoints: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}

/** The settings as arguments of the program. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
