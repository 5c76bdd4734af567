"""The embedded server comes and goes with the programs that use it, also when they are killed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from waarborg.machine import embedded, postgres

START_TIMES = "say(ask('SELECT pg_postmaster_start_time()::text'))"


def postmaster(data: Path) -> psutil.Process:
    return psutil.Process(int((data / "postmaster.pid").read_text().splitlines()[0]))


def test_the_server_stops_when_its_only_program_ends(data, program):
    output, _ = program(data, "say(ask('SELECT 6 * 7'))").communicate(timeout=60)

    assert output == "42\n"
    assert embedded.running(data) is None


def test_two_programs_share_one_server_that_stops_with_the_last(data, program):
    first = program(data, f"{START_TIMES}; sys.stdin.readline()")
    second = program(data, f"{START_TIMES}; sys.stdin.readline()")

    assert first.stdout.readline() == second.stdout.readline()
    first.communicate("go\n", timeout=60)
    assert embedded.running(data)
    second.communicate("go\n", timeout=60)
    assert embedded.running(data) is None


def test_a_stop_signal_to_a_command_stops_the_server_too(data, program):
    lines = """
    import signal
    from waarborg.interfaces.cli.main import _stop
    signal.signal(signal.SIGTERM, _stop)
    say(ask('SELECT 1'))
    signal.pause()
    """
    command = program(data, lines)
    command.stdout.readline()
    command.terminate()

    assert command.wait(timeout=60) == 143
    assert embedded.running(data) is None


def test_a_killed_program_does_not_keep_the_server_running(data, program):
    killed = program(data, "say(ask('SELECT 1')); sys.stdin.readline()")
    killed.stdout.readline()
    killed.kill()
    killed.wait()

    output, _ = program(data, "say(ask('SELECT 2'))").communicate(timeout=60)

    assert output == "2\n"
    assert embedded.running(data) is None


def test_what_was_written_survives_a_killed_server(data):
    address = postgres.start(data)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 41 AS number")
    server = postmaster(data)
    os.kill(server.pid, signal.SIGKILL)
    psutil.wait_procs([server], timeout=30)

    with psycopg.connect(postgres.start(data)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (41,)


def test_a_left_number_that_now_belongs_to_another_program_is_no_server(data):
    postgres.start(data)
    postgres.leave(data)
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n5432\n{data}\n\n0 0\nready\n")
    (data / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n{data}\n0\n5432\n{data}\n")

    with psycopg.connect(postgres.start(data)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_first_start_that_was_killed_halfway_is_done_again(data):
    begun = data.with_name(".postgres-begin")
    (begun / "global").mkdir(parents=True)
    (begun / "PG_VERSION").write_text("18\n")

    postgres.start(data)

    assert embedded.running(data)
    assert not begun.exists()


def test_a_list_of_users_that_was_cut_off_does_no_harm(data):
    postgres.start(data)
    data.with_name(".postgres.users").write_text("12 3\nhalf a li")

    postgres.leave(data)

    assert embedded.running(data) is None


def test_a_long_path_gets_its_socket_elsewhere(data):
    deep = data.parent / ("een-lange-map-" * 6) / "postgres"

    with psycopg.connect(postgres.start(deep)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    postgres.leave(deep)
    assert embedded.running(deep) is None


def test_a_link_where_the_socket_belongs_is_not_followed(data, tmp_path):
    deep = data.parent / ("een-lange-map-" * 6) / "postgres"
    link = Path(tempfile.gettempdir()) / embedded._socket_name(deep)
    link.symlink_to(tmp_path)

    try:
        with pytest.raises(postgres.DatabaseUnavailableError, match="is van een ander"):
            postgres.start(deep)
    finally:
        link.unlink()


def test_a_path_with_spaces_quotes_and_commas_works(data):
    odd = data.parent / "mijn map, 'oud' & nieuw; écht" / "postgres"

    with psycopg.connect(postgres.start(odd)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    postgres.leave(odd)
    assert embedded.running(odd) is None


def test_the_server_listens_on_no_network(data):
    postgres.start(data)

    assert [c for c in postmaster(data).net_connections() if c.status == psutil.CONN_LISTEN and c.laddr] == []


def test_an_overgrown_log_is_put_aside(data):
    postgres.start(data)
    postgres.leave(data)
    (data / "log").write_bytes(b"x" * (embedded.LOG_BYTES + 1))

    postgres.start(data)

    assert (data / "log").stat().st_size < embedded.LOG_BYTES
    assert (data / "log.1").stat().st_size > embedded.LOG_BYTES


@pytest.mark.parametrize("left", ["", "no number\n"])
def test_a_note_that_a_power_cut_made_unreadable_does_not_block_the_next_start(data, left):
    postgres.start(data)
    postgres.leave(data)
    (data / "postmaster.pid").write_text(left)

    with psycopg.connect(postgres.start(data)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_dead_server_that_nobody_buried_is_no_server(data):
    postgres.start(data)
    postgres.leave(data)
    program = shutil.copy("/bin/true", data.parent / "postgres-dead")
    dead = subprocess.Popen([program])  # not waited for, as in a container without an init
    while psutil.Process(dead.pid).status() != psutil.STATUS_ZOMBIE:
        pass
    (data / "postmaster.pid").write_text(f"{dead.pid}\n{data}\n1\n5432\n{data}\n\n\nready\n")

    assert embedded.running(data) is None
    with psycopg.connect(postgres.start(data)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    dead.wait()


def test_a_folder_that_was_moved_while_it_ran_is_still_ours(data):
    postgres.start(data)
    moved = data.rename(data.with_name("postgres-elders"))

    with psycopg.connect(embedded.running(moved)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    embedded.stop(moved)
    assert embedded.running(moved) is None
    moved.rename(data)


def test_a_process_that_was_forked_keeps_the_server_when_its_parent_is_killed(data, program):
    lines = """
    import os
    os.environ['DATABASE_URL'] = postgres.start(data)
    if os.fork() == 0:
        postgres.join()
        say('joined')
        sys.stdin.readline()
        sys.exit()
    os.wait()
    """
    parent = program(data, lines)
    assert parent.stdout.readline() == "joined\n"
    parent.kill()
    parent.wait()

    postgres.start(data)
    postgres.leave(data)
    assert embedded.running(data), "the child still uses it"
    parent.stdin.write("go\n")
    parent.stdin.close()
    parent.stdout.read()
    assert embedded.running(data) is None
    parent.stdin = None
